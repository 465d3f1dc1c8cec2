from hearth.activity import Verb

BELL_RUNG = Verb("bell.rung", "{actor} rang the bell.")
LAMP_LIT = Verb("lamp.lit", "{actor} lit the lamp.")
