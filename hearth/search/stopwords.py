"""Words that any sentence holds and that say nothing of what it is about: left out of what is looked for."""

from typing import Final

from hearth.core.folding import fold

_WORDS: Final = """
    a about after again all also am an and any anybody anyone are as at be because been before being but by can
    could did do does doing for from get had has have having he her here him his how i if in into is it its just
    know like me more most my no not of on one only or other our out over please she should so some somebody
    someone such than that the their them then there these they this those to too up us very was we were what
    when where which while who whom why will with would you your yours im ive dont doesnt cant al algo alguien
    algun alguna algunos antes aqui aun como con cual cuales cuando de del desde donde dos e el ella ellas ellos
    en entre era es esa ese eso esta estan estar estas este esto estos estoy fue ha hace hacer han hasta hay he
    la las le les lo los mas me mi mis mucho muy nada ni nos nosotros o otra otro otros para pero por porque que
    quien se ser si sin sobre solo son soy su sus tambien tan te tengo tiene todo todos tu tus un una uno unos
    usted ya yo aan als bij dan dat de der deze die dit door dus een en er ge haar had heb hebben heeft hem het
    hij hoe hun ik in is je kan maar me met mij mijn na naar niet nog nu of om onder ons ook op over te tot u
    uit van veel voor waar was wat we wel werd wie wij wil worden zal ze zich zij zijn zo aber alle als am an
    auch auf aus bei bin bis bist da damit das dass dein dem den der des die dir doch du durch ein eine einem
    einen einer eines er es fur hab habe haben hat hatte ich ihm ihn ihr im ist ja kann mein meine mich mir mit
    nach nicht noch nur oder ohne sehr sein seine sich sie sind so uber um und uns unter vom von vor wann warum
    was weil wenn wer wie wird wir wo zu zum zur ai au aux avec ce ces cette comme dans de des du elle en est et
    eu il ils je la le les leur lui ma mais me mes moi mon ne nos notre nous on ont ou par pas plus pour
    pourquoi quand que quel quelle qui sa sans se ses si son sont sur ta te tes toi ton tu un une vos votre vous
    y a ao aos as com como da das de dela dele do dos e ela elas ele eles em era essa esse esta este eu foi ha
    isso isto ja la lhe mais mas me meu minha muito na nao nas no nos o os ou para pela pelo por qual quando que
    quem se sem ser seu sua so tambem te tem tenho um uma voce أن أنا أنت أو إلى إن التي الذي الى ان او أي أين
    إذا بعد بين ثم حتى ذلك على عن عند عندي غير في قبل قد كان كانت كل كيف لا لكن لم لن له لها لي ليس ما ماذا متى
    مع من منذ هذا هذه هل هناك هو هي و يا
"""
# What any question is made of, whatever it asks: rare among few titles, and yet no likeness.
_OF_ANY_QUESTION: Final = """
    about after again also anybody anyone been before could does doing from have here into just know like more much need
    only other please should some somebody someone still take tell than that their them then there these they thing this
    very want were what when where which while will with without would your yours
    algo alguien algún alguna antes aquí como cuál cuando cuánto desde después donde ella ellos entre esta estas este
    esto estos estoy hace hacer hasta hola mucho nada nadie otra otro para pero porque puede puedo quien saber siempre
    sobre solo tengo tiene todo ustedes
    أحد أنا أين إلى التي الذي بعد بين حتى على عند عندي غير قبل كان كيف لكن ليس ماذا متى منذ هذا هذه هناك
"""
_KEYS: Final = frozenset(map(fold, _WORDS.split()))
_OF_QUESTIONS: Final = frozenset(map(fold, _OF_ANY_QUESTION.split())) | _KEYS


def says_nothing(word: str) -> bool:
    """Say whether `word`, in any of the languages that are stemmed, says nothing of what a text is about."""
    return fold(word) in _KEYS


def is_of_any_question(word: str) -> bool:
    """Say whether `word` stands in questions whatever they ask, so that two that share it need not be alike."""
    return fold(word) in _OF_QUESTIONS
