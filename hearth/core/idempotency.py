"""A form sent twice does one thing: the second sending is answered like the first."""

import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps

from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import salted_hmac

from hearth.core.models import Submission

FIELD = "once"  # the hidden field that the template tag `once_key` writes
KEPT = timedelta(days=1)
DEADLOCK = "40P01"  # PostgreSQL, appendix A: two transactions waited for each other

View = Callable[..., HttpResponse]


def new_key() -> str:
    """Return a key that no other form carries."""
    return secrets.token_urlsafe(16)


def once(request: HttpRequest, act: Callable[[], str]) -> str:
    """Run `act`, which returns the address to go to, unless this very form was sent before; return that address.

    The same form is: same key, same sender, same path and same words, so that a text corrected after going back is
    not lost. Both the note of it and all that `act` writes are one transaction: when `act` raises, nothing was sent.
    A second sending waits for the first to end. Without a key in the form `act` simply runs; with one it may run again
    after a deadlock, which takes back all it wrote.

        return redirect(once(request, lambda: post_reply(…).get_absolute_url()))
    """
    if not request.POST.get(FIELD):
        return act()
    return _first_time(_digest(request), act)


def secret_of(request: HttpRequest) -> str:
    """Return a secret that this very form is given each time it is sent, and that nobody works out without our key.

    For what is shown once: a second sending shows the same. A form without a key gets another secret each time.
    """
    if not request.POST.get(FIELD):
        return secrets.token_urlsafe(24)
    made = salted_hmac(f"{FIELD} secret", _digest(request), algorithm="sha256").digest()
    return urlsafe_b64encode(made[:24]).decode()


def sent_before(request: HttpRequest) -> str:
    """Return where this very form led when it was sent before, for forms that cannot be filled in again; else ""."""
    found = Submission.objects.filter(digest=_digest(request)) if request.POST.get(FIELD) else Submission.objects.none()
    return found.values_list("location", flat=True).first() or ""


def once_for(key: str, act: Callable[[], str]) -> str:
    """Run `act` unless it ran before for the same `key`, of new_key(); return the address it went to."""
    return _first_time(salted_hmac(FIELD, key, algorithm="sha256").hexdigest(), act)


def once_only(view: View) -> View:
    """Answer a form that is sent a second time like the first: where that led, without looking again for what is gone.

    For a view that does something and redirects. It stands outside of whatever looks for things, and the note of it and
    all that the view writes are one transaction. An answer that leads nowhere is not kept; visitors are not known.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method != "POST" or not request.user.is_authenticated:
            return view(request, *args, **kwargs)
        answers: list[HttpResponse] = []

        def act() -> str:
            answers.append(view(request, *args, **kwargs))
            return answers[-1].get("Location", "")

        address = once(request, act)
        return answers[-1] if answers else redirect(address)

    return wrapped


def _first_time(digest: str, act: Callable[[], str]) -> str:
    try:
        return _noted(digest, act)
    except OperationalError as error:
        if connection.in_atomic_block or getattr(error.__cause__, "sqlstate", "") != DEADLOCK:
            raise
    # PostgreSQL ended it for another that goes on: nothing of it was written, and the words are still here.
    return _noted(digest, act)


def _noted(digest: str, act: Callable[[], str]) -> str:
    with transaction.atomic():
        # Whoever sends it at the same moment waits here until the first has ended. What was done says where it went.
        Submission.objects.bulk_create([Submission(digest=digest)], ignore_conflicts=True)
        submission = Submission.objects.get(digest=digest)
        if not submission.location:
            submission.location = act()
            submission.save(update_fields=["location"])
    return submission.location


def prune(now: datetime | None = None) -> int:
    """Forget submissions older than a day; return how many."""
    return Submission.objects.filter(created_at__lt=(now or timezone.now()) - KEPT).delete()[0]


def _digest(request: HttpRequest) -> str:
    """Return what tells one submission from another. It keeps none of the words and names nobody."""
    user = getattr(request, "user", None)
    session = getattr(request, "session", None)
    sender = f"account {user.pk}" if user and user.is_authenticated else f"session {session and session.session_key}"
    words = sorted((name, values) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken")
    files = sorted((name, [(file.name, file.size) for file in sent]) for name, sent in request.FILES.lists())
    return salted_hmac(FIELD, repr((sender, request.path, words, files)), algorithm="sha256").hexdigest()
