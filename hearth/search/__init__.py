"""Finding what was written, places, people and topics, by the words people use.

Owns Document (the stems of one thing that can be found, never its words) and Word (the spellings that stand there).
Who may read what is asked of the living rows in the query itself; a document is a way to them and says nothing. Nobody
below imports this room: pages reach it by its URL names.
"""
