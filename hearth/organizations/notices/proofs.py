"""Word that what showed a channel or a domain to be an organisation's is gone."""

from collections.abc import Callable, Collection
from typing import Any, Final

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.activity.models import Activity
from hearth.activity.ports import How, Kind, Matter, Told, Word, of_subject
from hearth.core.translated import isolated
from hearth.members import faces
from hearth.members.models import Member
from hearth.organizations.models import Domain, OfficialAccount
from hearth.organizations.queries.told import administrators_of, lapsed_accounts_told, lapsed_domains_told

PROOFS: Final = Kind("proofs", gettext_lazy("What shows that a channel is my organisation’s is gone"), How.AT_ONCE)


def _matter_of(model: type[OfficialAccount] | type[Domain], **unproven: Any) -> Callable[[Activity], Matter | None]:
    def matter(activity: Activity) -> Matter | None:
        found = model._default_manager.filter(pk=activity.subject_id, **unproven).first()
        return Matter(pk=found.pk) if found else None

    return matter


def _people_of(model: type[OfficialAccount] | type[Domain]) -> Callable[[Matter], QuerySet[Member]]:
    def people(matter: Matter) -> QuerySet[Member]:
        organization = model._default_manager.values_list("organization", flat=True).get(pk=matter.pk)
        return faces.main_names_of(administrators_of(organization))

    return people


def _tell_accounts(keys: Collection[int], *, viewer: Member) -> dict[int, Told]:
    """Say which channel lost its mark, while it has none."""
    return {
        row.pk: Told(
            sentence=_(
                "We looked twice and did not find what showed that %(channel)s is a channel of %(organization)s. Its "
                "mark is gone until you put it back."
            )
            % {
                "channel": isolated(f"{row.get_platform_display()} {row.handle}".strip()),
                "organization": isolated(row.organization.name),
            },
            hint=_("A channel of your organisation lost its mark"),
            address=reverse("organizations:channels", args=[row.organization.public_id]),
        )
        for row in lapsed_accounts_told(keys, viewer=viewer)
    }


def _tell_domains(keys: Collection[int], *, viewer: Member) -> dict[int, Told]:
    """Say which domain is not proven any more, while it is not."""
    return {
        row.pk: Told(
            sentence=_(
                "We looked twice and did not find what showed that %(domain)s is a domain of %(organization)s. It "
                "counts no more until you put it back."
            )
            % {"domain": isolated(row.name), "organization": isolated(row.organization.name)},
            hint=_("A domain of your organisation is not proven any more"),
            address=reverse("organizations:domains", args=[row.organization.public_id]),
        )
        for row in lapsed_domains_told(keys, viewer=viewer)
    }


NOTICES: Final = (
    Word(
        kind=PROOFS,
        about="account",
        verbs=frozenset({"account.lapsed"}),
        ends={"account.verified": of_subject},
        matter=_matter_of(OfficialAccount, verified_at=None),
        people=_people_of(OfficialAccount),
        tell=_tell_accounts,
        renews=True,
    ),
    Word(
        kind=PROOFS,
        about="domain",
        verbs=frozenset({"domain.lapsed"}),
        ends={"domain.proven": of_subject},
        matter=_matter_of(Domain, proven_at=None),
        people=_people_of(Domain),
        tell=_tell_domains,
        renews=True,
    ),
)
