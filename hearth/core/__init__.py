"""What every room needs and no room owns: ids, rich text, mail, the HTTP client, paging, template tags.

Knows nothing of people, topics or any other part of the domain; imports only `hearth.config`.
"""
