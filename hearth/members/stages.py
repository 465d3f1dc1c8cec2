"""The last of the stages that allauth leads a sign-in through."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.stages import LoginStage
from django.http import HttpResponse
from django.shortcuts import redirect

from hearth.members import pending
from hearth.members.ports import tell_reached


class AdmissionStage(LoginStage):
    """Lets somebody in who has shown, in every way that is asked, who they are; or says why they may not come in.

    allauth turns inactive people away at the first door: there a password alone would be told their other names.
    """

    key = "admission"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        account = self.login.user
        stands = pending.stands(self.request, pending.SIGN_IN, account)
        pending.forget(self.request, pending.SIGN_IN)
        if not stands:
            return redirect("account_login"), False
        if not account.is_active:
            return get_adapter().respond_user_inactive(self.request, account), False
        if any(record.get("method") == "code" for record in get_authentication_records(self.request, account)):
            tell_reached(account.email)
        return None, True
