"""Word that reaches people: in the page, by e-mail at once, in digests; and what they answer by e-mail.

Owns Notification (word of one thing for one person, as ids, never content), what each person chose (Choice, Reception)
and Spreading (the rest of many people still to be told). What may be told, to whom and in which words, the rooms below
declare in their `notices.py`; here is decided how and when it comes, and what was said is read again when it goes.
"""
