from hearth.topics.actions.vocabulary import Name, put_first_vocabulary, put_topic

__all__ = ["Name", "put_first_vocabulary", "put_topic"]
