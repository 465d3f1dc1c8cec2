"""How dates and times are written where Django's own habit is not ours: English here is British."""
