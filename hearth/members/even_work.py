"""The same work whether or not an address has an account, so that counting or timing it tells nobody which."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponseBase

View = Callable[..., HttpResponseBase]
QUERIES = 24  # more than any page of signing in needs for a stranger


def even_work(view: View) -> View:
    """Fill up what `view` asks of the database to QUERIES statements, for people who are not signed in.

    allauth hashes a password and sends a mail in either case, but looks a known address up with fewer statements than
    an unknown one. A page that needs more than QUERIES of its own is left as it is.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asked = 0

        def count(execute: Callable[..., Any], *given: Any) -> Any:
            nonlocal asked
            asked += 1
            return execute(*given)

        with connection.execute_wrapper(count):
            response = view(request, *args, **kwargs)
        if not request.user.is_authenticated:
            with connection.cursor() as cursor:
                for _each in range(QUERIES - asked):
                    cursor.execute("SELECT 1")
        return response

    return wrapped
