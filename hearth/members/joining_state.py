"""What a person has answered on the way in, kept in the session until the address is proven.

No row about a person is written before that: whoever stops halfway leaves nothing behind but a session, which expires.
"""

from typing import Any, TypeVar, cast
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.forms import Form
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from hearth.members.actions.address_proof import CODE_LIFETIME
from hearth.members.actions.joining import Joining
from hearth.members.agreements import RULES_VERSION

KEY = "joining"
REFUSED_KEY = "joining_refused"
ATTEMPTS = 5
KEPT = 3600  # seconds after the last step; what was answered goes with the session
LONGEST_TYPED, MOST_TYPED = 500, 20  # of each field, kept while a step is being mended
F = TypeVar("F", bound=Form)


class JoiningState:
    """The answers of one person in one browser."""

    def __init__(self, request: HttpRequest) -> None:
        self.session = request.session
        self.answers: dict[str, Any] = dict(self.session.get(KEY, {}))

    def put(self, **answers: Any) -> None:
        """Keep `answers` beside the earlier ones."""
        self.answers |= answers
        self.session[KEY] = self.answers
        self.session.set_expiry(KEPT)

    def put_password(self, password: str, *, email: str) -> None:
        """Keep the hash of `password`, typed beside `email`; beside none that can be read, for the first that can."""
        self.put(password_hash=make_password(password), password_of=email)

    def forget_password_of_another(self, email: str) -> bool:
        """Forget a password that was typed beside another address than `email`; say whether there was one.

        In a browser that several people use, nobody may join with a password that somebody else knows.
        """
        typed_beside = self.answers.get("password_of", "")
        if not self.answers.get("password_hash") or typed_beside == email:
            return False
        self.put(password_of=email, password_hash=self.answers["password_hash"] if not typed_beside else "")
        return bool(typed_beside)

    def leave(self, form: Form, *, checked: bool = True) -> None:
        """Keep what was typed into `form`, but for a password, so that its page can be shown by a GET: the browser's
        Back button then finds a page and not a form to send again. `checked`: with its faults.

        Not for a form that speaks of health: that is kept with consent only.
        """
        data = cast("QueryDict", form.data)
        typed = [
            (name, value[:LONGEST_TYPED])
            for name in form.fields
            if name != "password"
            for value in data.getlist(name)[:MOST_TYPED]
        ]
        faults = list(form.errors.get("password", [])) if checked else []
        self.put(left=self.answers.get("left", {}) | {type(form).__name__: [urlencode(typed), checked, faults]})

    def form(self, kind: type[F], **initial: Any) -> F:
        """Return the form as it was left, else with what was answered before, else with `initial`."""
        typed, checked, faults = self.answers.get("left", {}).get(kind.__name__, ["", False, []])
        if not checked:
            return kind(initial=initial | self.answers | QueryDict(typed).dict())
        form = kind(QueryDict(typed))
        for fault in faults:  # of a password that is not kept
            form.add_error("password", fault)
        return form

    def pass_by(self, form: Form, **answers: Any) -> None:
        """Keep the answers of a step that is done; nothing typed there waits any more."""
        left = {name: typed for name, typed in self.answers.get("left", {}).items() if name != type(form).__name__}
        self.put(left=left, **answers)

    def forget(self) -> None:
        """Forget everything that was answered."""
        self.session.pop(KEY, None)
        self.session.set_expiry(None)

    def forget_proof(self) -> None:
        """Make the code that was sent worth nothing."""
        self.answers.pop("digest", None)
        self.session[KEY] = self.answers

    def put_proof(self, digest: str) -> None:
        """Keep the digest of the code that was just sent."""
        self.put(digest=digest, sent_at=timezone.now().timestamp(), attempts=0)

    def take_attempt(self) -> bool:
        """Count one answer; say whether it may still be compared."""
        attempts = self.answers.get("attempts", 0) + 1
        self.put(attempts=attempts)
        age = timezone.now().timestamp() - self.answers.get("sent_at", 0)
        return bool(attempts <= ATTEMPTS and age < CODE_LIFETIME.total_seconds())

    def refuse_for_age(self) -> None:
        """Remember the refusal for a day, so that another year typed next does not change it."""
        self.forget()
        self.session[REFUSED_KEY] = True
        self.session.set_expiry(24 * 3600)

    @property
    def is_refused(self) -> bool:
        return bool(self.session.get(REFUSED_KEY))

    def to_joining(self, language: str) -> Joining:
        """Return the answers as what the join action takes."""
        signs_in = ("email", "password_hash", "outside", "time_zone")
        names = ("name", "birth_year", "languages", "audience", "reasons", "words", *signs_in)
        given = {name: self.answers[name] for name in names if name in self.answers}
        keep = bool(self.answers.get("keep_situation"))
        return Joining(**given, keep_situation=keep, language=language, rules_version=RULES_VERSION)


def is_old_enough(birth_year: int) -> bool:
    """Say whether a person born in `birth_year` has certainly reached the host's minimum age."""
    return timezone.now().year - birth_year > settings.CONFIG.minimum_age
