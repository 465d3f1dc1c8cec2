"""What an organisation's own people say of it."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import IO, Any, Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hearth.activity.actions import record
from hearth.core.countries import continent_of
from hearth.core.folding import fold
from hearth.core.outer_cache import forget_pages
from hearth.core.pictures import squares
from hearth.core.refusals import Refusal, require
from hearth.organizations import marks
from hearth.organizations.actions.languages import put_languages
from hearth.organizations.models import Organization
from hearth.organizations.permissions import By, acting, can_edit_profile
from hearth.organizations.verbs import ORGANIZATION_CHANGED
from hearth.topics.models import Topic

LEFT_OVER: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The facts about an organisation, as forms give them; `lang` is the language of its name."""

    name: str
    lang: str
    kind: str
    size: str
    country: str
    place: str
    languages: list[str]
    founded_in: int | None
    website: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What an organisation says of itself in one language; empty where it says nothing."""

    name: str = ""
    description: str = ""
    offers: str = ""
    who_pays: str = ""
    behind: str = ""


@transaction.atomic
def edit_profile(organization: Organization, profile: Profile, topics: list[Topic], *, by: By) -> Organization:
    """Say these facts of the organisation from now on; its region follows its country.

    Raises PermissionDenied, or Refusal for a name without letters, a country in no region, or a name that another
    organisation of that country has.
    """
    require(can_edit_profile(by, organization))
    held = _held(organization)
    key, continent = fold(profile.name), continent_of(profile.country)
    if not key:
        raise Refusal(_("Give the organisation a name with at least one letter."))
    if continent is None:
        raise Refusal(_("Choose a country from the list."))
    names = {language: name for language, name in held.names.items() if language != profile.lang}
    values = asdict(profile) | {"name_key": key, "region_id": continent.value, "names": names}
    before = {name: getattr(held, name) for name in values}
    is_retold = {topic.pk for topic in topics} != set(held.topics.values_list("pk", flat=True))
    if before == values and not is_retold:
        return held
    for name, value in values.items():
        setattr(held, name, value)
    try:
        with transaction.atomic():
            held.save(update_fields=list(values))
    except IntegrityError as error:
        raise Refusal(
            _("Another organisation of that country has this name. If it is yours as well, write to us.")
        ) from error
    held.topics.set(topics)
    put_languages(held)
    note_change(held, by=by)
    return held


@transaction.atomic
def put_words(organization: Organization, language: str, wording: Wording, *, by: By) -> None:
    """Say this in `language` from now on; what is empty is not said in it. Raises PermissionDenied."""
    require(can_edit_profile(by, organization))
    held = _held(organization)
    said: dict[str, Any] = {}
    for field, words in asdict(wording).items():
        column = "names" if field == "name" else field
        texts: dict[str, str] = dict(getattr(held, column))
        texts.pop(language, None)
        is_main_name = field == "name" and language == held.lang
        said[column] = texts | ({language: words} if words and not is_main_name else {})
    if all(getattr(held, column) == texts for column, texts in said.items()):
        return
    Organization.objects.filter(pk=held.pk).update(**said)
    note_change(held, by=by)


def put_mark(organization: Organization, upload: IO[bytes], *, by: By) -> None:
    """Show the picture in `upload` as its mark from now on; the one before is erased.

    Raises PermissionDenied, or Refusal when it is no picture we can take.
    """
    require(can_edit_profile(by, organization))
    key = marks.ALBUM.keep(squares(upload, tuple(marks.SIZES.values())))
    try:
        _change_mark(organization, key, by=by)
    except BaseException:
        marks.ALBUM.erase(key)
        raise


def remove_mark(organization: Organization, *, by: By) -> None:
    """Show its initials again, and erase the picture. Raises PermissionDenied."""
    require(can_edit_profile(by, organization))
    _change_mark(organization, "", by=by)


def note_change(organization: Organization, *, by: By, at: datetime | None = None) -> None:
    """Note, in the caller's transaction, that what the public reads of the organisation has changed."""
    at = at or timezone.now()
    Organization.objects.filter(pk=organization.pk).update(changed_at=at)
    record(ORGANIZATION_CHANGED, by=acting(by), subject=organization, at=at)


@transaction.atomic
def _change_mark(organization: Organization, key: str, *, by: By) -> None:
    held = _held(organization)
    before = held.mark
    if before == key:
        return
    Organization.objects.filter(pk=held.pk).update(mark=key)
    note_change(held, by=by)
    forget_pages()
    # Only once the row says so, or a transaction undone would leave a page that points at nothing.
    transaction.on_commit(lambda: marks.ALBUM.erase(before))


def _held(organization: Organization) -> Organization:
    return Organization.objects.select_for_update(of=("self",)).get(pk=organization.pk)


def erase_left_over_marks() -> int:
    """Erase marks that no organisation shows, which a process stopped midway left behind; return how many."""
    stale = set(marks.ALBUM.keys_older_than(timezone.now() - LEFT_OVER))
    left = stale - set(Organization.objects.exclude(mark="").values_list("mark", flat=True))
    for key in left:
        marks.ALBUM.erase(key)
    return len(left)
