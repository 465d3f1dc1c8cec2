"""Every setting a host can change: one typed, described field each, read from the environment or `.env`."""

from __future__ import annotations

import ipaddress
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, field, fields
from pathlib import Path
from typing import Any, get_type_hints
from urllib.parse import SplitResult, quote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import environ

TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}
LOOPBACK = {"127.0.0.1", "::1"}
PROVIDERS = {"mailgun": "mailgun", "mailgun+eu": "mailgun", "postmark": "postmark"}
SCHEMES = {
    "site_url": ("http", "https"),
    "database_url": ("sqlite", "postgres", "postgresql"),
    "cache_url": ("dbcache", "redis", "rediss"),
    "tasks_url": ("db", "redis", "rediss"),
    "email_url": ("smtp", "smtp+tls", "smtp+ssl", "maildir", *PROVIDERS),
}
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
RANGES = {
    "port": (1, 65535),
    "web_processes": (1, 64),
    "trusted_proxies": (0, 9),
    "minimum_age": (0, 120),
    "posts_an_hour": (1, 1_000_000),
}
KINDS = {bool: "yes or no (1 or 0)", int: "a whole number"}


class ConfigurationError(Exception):
    """The environment cannot be used; `problems` holds one sentence for each thing to mend."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("Hearth cannot start:\n" + "\n".join(f"- {problem}" for problem in problems))


def setting(name: str, group: str, help: str, *, default: Any = MISSING, shown: str = "") -> Any:
    """Declare a setting read from variable `name`; `shown` replaces the default in the documentation."""
    metadata = {"name": name, "group": group, "help": help, "shown": shown}
    return field(metadata=metadata) if default is MISSING else field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The host's choices. Built by `load`; anything without a default must be set outside demo mode."""

    home: Path = setting(
        "HEARTH_HOME", "Site", "Folder for the database, media, mail, secrets and built static files.", shown="./var"
    )
    site_url: str = setting(
        "HEARTH_SITE_URL",
        "Site",
        "Address people type, with its scheme. `https://…` turns on secure cookies, HSTS and the redirect to TLS.",
        shown="http://localhost:PORT",
    )
    site_name: str = setting("HEARTH_SITE_NAME", "Site", "Name in titles and mail.", default="Hearth")
    allowed_hosts: tuple[str, ...] = setting(
        "HEARTH_ALLOWED_HOSTS", "Site", "More host names to answer to, separated by commas.", default=()
    )
    demo: bool = setting(
        "HEARTH_DEMO",
        "Site",
        "Demo mode: a seeded world, known passwords, mail kept in `HEARTH_HOME/mail`, loopback only.",
        default=False,
    )
    time_zone: str = setting("HEARTH_TIME_ZONE", "Site", "Time zone of dates shown to visitors.", default="UTC")
    contact: str = setting(
        "HEARTH_CONTACT",
        "People",
        "How people reach whoever runs the site: an e-mail address or an `https://` address, shown on `/about/`.",
        default="",
    )
    sign_in_with: str = setting(
        "HEARTH_SIGN_IN_WITH",
        "People",
        "A TOML file that names the outside providers people may sign in with (see *Signing in from elsewhere*).",
        default="",
        shown="none",
    )
    minimum_age: int = setting("HEARTH_MINIMUM_AGE", "People", "Youngest age, in years, that may join.", default=16)
    posts_an_hour: int = setting(
        "HEARTH_POSTS_AN_HOUR", "People", "How many times in an hour one person may post; newcomers 12.", default=60
    )
    helplines: str = setting(
        "HEARTH_HELPLINES",
        "People",
        "Your own list of crisis lines, a copy of `hearth/front/helplines.toml` that you checked.",
        default="",
        shown="the list that comes with Hearth, shown as not yet checked",
    )

    secret_key: str = setting(
        "SECRET_KEY", "Secrets", "At least 50 random characters; signs sessions and links. `bin/run` writes one."
    )
    debug: bool = setting("DEBUG", "Secrets", "Show errors in full. Never on a site that people use.", default=False)

    database_url: str = setting(
        "DATABASE_URL",
        "Parts",
        "`sqlite:///PATH` or `postgres://USER:PASSWORD@HOST:PORT/NAME`.",
        shown="sqlite:///HEARTH_HOME/hearth.sqlite3",
    )
    cache_url: str = setting(
        "CACHE_URL",
        "Parts",
        "`dbcache://TABLE` (shared by all processes) or `redis://HOST:PORT/NUMBER`, which also serves Valkey.",
        default="dbcache://hearth_cache",
    )
    tasks_url: str = setting(
        "TASKS_URL",
        "Parts",
        "Queue of background work: `db://` or `redis://HOST:PORT/NUMBER`, which also serves Valkey.",
        default="db://",
    )
    email_url: str = setting(
        "EMAIL_URL",
        "Parts",
        "`smtp://USER:PASSWORD@HOST:PORT`, `smtp+tls://…`, `smtp+ssl://…`, or `maildir:///FOLDER` to keep mail; "
        "`mailgun://KEY@DOMAIN`, `mailgun+eu://…` or `postmark://TOKEN@STREAM` (see *A mail provider*).",
        default="smtp://localhost:25",
    )
    mail_feedback_secret: str = setting(
        "HEARTH_MAIL_FEEDBACK_SECRET",
        "Parts",
        "Proves that it is the mail provider who tells of bounces and complaints; without it nobody can.",
        default="",
        shown="none",
    )
    mail_from: str = setting(
        "HEARTH_MAIL_FROM", "Parts", "Sender of mail.", default="", shown="Hearth <noreply@HOST OF HEARTH_SITE_URL>"
    )

    reply_domain: str = setting(
        "HEARTH_REPLY_DOMAIN",
        "Parts",
        "Domain whose mail reaches `bin/manage receive_mail` (see *Answers by e-mail*); without it none comes in.",
        default="",
        shown="none; a demo answers the mail it keeps",
    )

    bind: str = setting("HEARTH_BIND", "Serving", "Address `bin/run` listens on.", default="127.0.0.1")
    port: int = setting("PORT", "Serving", "Port `bin/run` listens on.", default=8000)
    web_processes: int = setting("HEARTH_WEB_PROCESSES", "Serving", "Web processes that `bin/run` starts.", default=1)
    trusted_proxies: int = setting(
        "HEARTH_TRUSTED_PROXIES",
        "Serving",
        "How many proxies of yours stand in front. Their `X-Forwarded-*` headers are believed; 0 believes none.",
        default=0,
    )
    log_level: str = setting(
        "HEARTH_LOG_LEVEL", "Serving", "DEBUG, INFO, WARNING or ERROR.", default="INFO", shown="INFO; WARNING in a demo"
    )

    @property
    def mail_provider(self) -> str:
        """The provider that `email_url` hands our mail to, or an empty text where it names a server or a folder."""
        return PROVIDERS.get(urlsplit(self.email_url).scheme, "")


def read_env_file(path: Path) -> dict[str, str]:
    """Return the variables written in `path`; an absent file has none."""
    if not path.is_file():
        return {}
    scope: dict[str, str] = {}

    class FileEnv(environ.Env):  # type: ignore[misc]  # environ carries no types
        ENVIRON = scope

    FileEnv.read_env(str(path))
    return scope


def load(environment: Mapping[str, str] | None = None, *, env_file: Path | None = None) -> Config:
    """Return the configuration; the environment wins over `HEARTH_HOME/.env`, and an empty value is no value.

    `env_file` is read in place of `HEARTH_HOME/.env`.
    Raises ConfigurationError naming every variable that is missing or cannot be read.
    """
    given = dict(os.environ if environment is None else environment)
    home = Path(given.get("HEARTH_HOME") or "var").resolve()
    given = _without_empty(read_env_file(env_file or home / ".env") | _without_empty(given))
    given["HEARTH_HOME"] = str(home)
    given.setdefault("DATABASE_URL", f"sqlite:///{quote(str(home))}/hearth.sqlite3")
    port = given.get("PORT", "8000")
    given.setdefault("HEARTH_SITE_URL", f"http://localhost:{port if port.isdecimal() else 8000}")
    if given.get("HEARTH_DEMO", "").lower() in TRUE:
        if "EMAIL_URL" not in given:  # mail that is kept can be answered where it is shown
            given.setdefault("HEARTH_REPLY_DOMAIN", "reply.hearth.example")
        given.setdefault("EMAIL_URL", f"maildir://{quote(str(home))}/mail")
        given.setdefault("HEARTH_LOG_LEVEL", "WARNING")
        given.setdefault("HEARTH_CONTACT", "hello@hearth.example")

    problems: list[str] = []
    values: dict[str, Any] = {}
    types = get_type_hints(Config)
    for spec in fields(Config):
        _read(spec, types[spec.name], given, values, problems)
    problems += _problems(values)
    if problems:
        raise ConfigurationError(problems)
    return Config(**values)


def load_or_exit() -> Config:
    """Return `load()`; when it fails print one line for each problem and end the process with exit code 2.

    A host who mistyped a number is not helped by a traceback.
    """
    try:
        return load()
    except ConfigurationError as error:
        print(error, file=sys.stderr)  # noqa: T201
        raise SystemExit(2) from None


def _without_empty(given: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in given.items() if value != ""}


def _read(spec: Field[Any], kind: Any, given: Mapping[str, str], values: dict[str, Any], problems: list[str]) -> None:
    name = spec.metadata["name"]
    if name not in given:
        if spec.default is MISSING:
            problems.append(f"{name} is not set. {spec.metadata['help']}")
        else:
            values[spec.name] = spec.default
        return
    try:
        values[spec.name] = _parse(given[name].strip(), kind)
    except ValueError:
        problems.append(f"{name} cannot be read: it should be {KINDS.get(kind, 'a list')}.")


def _parse(text: str, kind: Any) -> Any:
    if kind is bool:
        if text.lower() not in TRUE | FALSE:
            raise ValueError(text)
        return text.lower() in TRUE
    if kind in (int, str, Path):
        return kind(text)
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _problems(values: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with values that could be read; those that could not are absent here."""
    names = {spec.name: spec.metadata["name"] for spec in fields(Config)}
    found = []
    if len(values.get("secret_key", "x" * 50)) < 50:
        found.append("SECRET_KEY is too short: use at least 50 random characters.")
    for key, schemes in SCHEMES.items():
        if key in values and not _is_address(values[key], schemes):
            found.append(f"{names[key]} must begin with {_either(_begin(schemes))}.")
    found += _mail_problems(urlsplit(values.get("email_url", "")), values.get("mail_feedback_secret", ""))
    for key, (least, most) in RANGES.items():
        if key in values and not least <= values[key] <= most:
            found.append(f"{names[key]} must be between {least} and {most}.")
    if values.get("log_level", "INFO") not in LOG_LEVELS:
        found.append(f"HEARTH_LOG_LEVEL must be {_either(LOG_LEVELS)}.")
    if not _is_time_zone(values.get("time_zone", "UTC")):
        found.append("HEARTH_TIME_ZONE must be a name like Europe/Madrid.")
    if str(values.get("site_url")).startswith("https:") and values.get("trusted_proxies") == 0:
        found.append(
            "HEARTH_SITE_URL is https, which is a proxy's work: set HEARTH_TRUSTED_PROXIES to how many there are."
        )
    if not _is_ip(values.get("bind", "127.0.0.1")):
        found.append("HEARTH_BIND must be an IP address, like 127.0.0.1 or 0.0.0.0.")
    elif values.get("demo") and values.get("bind", "127.0.0.1") not in LOOPBACK:
        found.append("HEARTH_DEMO listens on loopback only: leave HEARTH_BIND at 127.0.0.1.")
    return found


def _mail_problems(address: SplitResult, secret: str) -> list[str]:
    is_provider = address.scheme in PROVIDERS
    if is_provider and not (address.username and address.hostname):
        return [f"EMAIL_URL must name a key and what it is for: {address.scheme}://KEY@NAME."]
    if secret and not is_provider:
        return [f"HEARTH_MAIL_FEEDBACK_SECRET is for a provider: EMAIL_URL begins with {_either(_begin(PROVIDERS))}."]
    if secret and not (len(secret) >= 20 and secret.isascii() and secret.isprintable()):
        return ["HEARTH_MAIL_FEEDBACK_SECRET must be at least 20 characters of ASCII."]
    return []


def _is_address(text: str, schemes: Sequence[str]) -> bool:
    try:
        address = urlsplit(text)
        return address.scheme in schemes and (address.port is None or address.port > 0)
    except ValueError:
        return False


def _is_ip(text: str) -> bool:
    try:
        return bool(ipaddress.ip_address(text))
    except ValueError:
        return False


def _is_time_zone(name: str) -> bool:
    try:
        return bool(ZoneInfo(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


def _begin(schemes: Iterable[str]) -> list[str]:
    return [f"{scheme}://" for scheme in schemes]


def _either(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"
