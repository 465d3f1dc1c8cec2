"""The project keeps its house rules, and each rule can fail."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house import pages, rooms, rules
from tests.house.ground import RULES

TOP = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_project_keeps(rule):
    assert list(rule(TOP)) == []


BROKEN = [
    (rules.modules_are_short, "hearth/topics/long.py", "x = 1\n" * 401),
    (rules.modules_are_short, "tests/test_long.py", "x = 1\n" * 401),
    (rules.modules_are_named_for_what_they_hold, "hearth/topics/utils.py", ""),
    (rules.modules_are_named_for_what_they_hold, "hearth/topics/helpers/names.py", ""),
    (rules.modules_are_named_for_what_they_hold, "hearth/topics/topic_utils.py", ""),
    (rules.views_are_short, "hearth/topics/views/topics.py", "def show(request):\n" + "    x = 1\n" * 25),
    (rules.views_write_nothing, "hearth/topics/views/topics.py", "def show(request):\n    Topic(name='x').save()\n"),
    (rules.views_write_nothing, "hearth/topics/views.py", "def show(request):\n    Topic.objects.create()\n"),
    (rules.views_write_nothing, "hearth/topics/views/topics.py", "def show(request):\n    topic.delete()\n"),
    *(
        (rules.views_write_nothing, "hearth/topics/views/topics.py", f"def show(request):\n    {line}\n")
        for line in (
            "Topic.objects.filter(slug='x').update(icon='y')",
            "rows.update(icon='y')",
            "topic.members.add(member)",
            "topic.members.set([])",
            "topic.members.clear()",
            "get_topic().members.remove(member)",
            "await topic.asave()",
            "await Topic.objects.aupdate(icon='y')",
        )
    ),
    (rules.addresses_do_not_count, "hearth/topics/urls.py", "path('topics/<int:pk>/', show)\n"),
    (rules.signals_are_not_received, "hearth/topics/apps.py", "from django.dispatch import receiver\n"),
    (rules.signals_are_not_received, "hearth/topics/apps.py", "from django.db.models.signals import post_save\n"),
    (rules.signals_are_not_received, "hearth/topics/apps.py", "from django.db.models import signals\n"),
    *(
        (rules.signals_are_not_received, "hearth/topics/apps.py", f"{line}\n")
        for line in (
            "import django.db.models.signals as s",
            "from django import dispatch",
            "import django.dispatch",
            "from django.dispatch import Signal as Bell",
            "models.signals.post_save.connect(follow)",
            "from django.core.signals import request_finished",
        )
    ),
    (rules.imports_stand_at_the_top, "hearth/topics/actions.py", "def add():\n    importlib.import_module('x')\n"),
    (rules.imports_stand_at_the_top, "hearth/topics/actions.py", "def add():\n    import_string('x.y')\n"),
    (rules.imports_stand_at_the_top, "hearth/topics/actions.py", "def add():\n    from hearth import config\n"),
    (rules.imports_stand_at_the_top, "hearth/topics/apps.py", "def other():\n    import os\n"),
    (rooms.rooms_use_each_others_doors, "hearth/front/views/home.py", "from hearth.members.names import suggest\n"),
    (rooms.rooms_use_each_others_doors, "hearth/front/views/home.py", "import hearth.members.forms.joining\n"),
    (rooms.rooms_use_each_others_doors, "hearth/members/actions.py", "from hearth.activity import sweep\n"),
    *(
        (rooms.rooms_use_each_others_doors, "hearth/front/views/home.py", f"{line}\n")
        for line in (
            "from ...members.names import suggest",
            "from ...members import names",
            "from ... import members",
            "from hearth import members",
            "import hearth.members",
            "from hearth.members.queries import _secret",
            "from hearth.members.queries._secret import name",
            "from hearth.members.joining_state import models",
            "from hearth.members import queries\nqueries._secret()",
            "import hearth.members.queries\nhearth.members.queries._secret()",
        )
    ),
    (rooms.faces_alone_know_who_stands_behind_a_member, "hearth/front/queries.py", "account = member.owner\n"),
    (rooms.faces_alone_know_who_stands_behind_a_member, "hearth/members/queries.py", "x = member.owner_id\n"),
    (rooms.faces_alone_know_who_stands_behind_a_member, "hearth/members/queries.py", "M.filter(owner__email=1)\n"),
    (rooms.faces_alone_know_who_stands_behind_a_member, "hearth/members/queries.py", "M.filter(owner=account)\n"),
    (rooms.faces_alone_know_who_stands_behind_a_member, "hearth/members/queries.py", "M.select_related('owner')\n"),
    (rooms.faces_alone_know_who_stands_behind_a_member, "hearth/members/actions/x.py", "M.values('owner__email')\n"),
    (rooms.faces_alone_know_who_stands_behind_a_member, "hearth/templates/a.html", "{{ member.owner.email }}"),
    (pages.templates_hold_nothing_inline_or_outside, "hearth/templates/a.html", "<p style='color: red'>"),
    (pages.templates_hold_nothing_inline_or_outside, "hearth/templates/a.html", "<style>p {}</style>"),
    (pages.templates_hold_nothing_inline_or_outside, "hearth/templates/a.html", "<script>go()</script>"),
    (pages.templates_hold_nothing_inline_or_outside, "hearth/templates/a.html", '<a onclick="go()">'),
    (pages.templates_hold_nothing_inline_or_outside, "hearth/templates/a.html", '<a href="javascript:go()">'),
    (
        pages.templates_hold_nothing_inline_or_outside,
        "hearth/templates/a.html",
        '<img src="https://example.org/a.png">',
    ),
    (pages.templates_hold_nothing_inline_or_outside, "hearth/topics/templates/topics/a.html", '<img src="//x.org/a">'),
    (pages.templates_hold_nothing_inline_or_outside, "hearth/templates/icons/a.svg", '<svg><path style="fill: red"/>'),
    (pages.templates_hold_nothing_inline_or_outside, "hearth/templates/mail/a.txt", '<a href="javascript:go()">'),
    (rooms.every_app_says_what_it_owns, "hearth/members/apps.py", ""),
    (rooms.rooms_keep_their_own_templates, "hearth/templates/topics/a.html", ""),
    (pages.scripts_are_short, "hearth/static/js/long.js", "x()\n" * 61),
    (rules.nothing_prints, "hearth/topics/actions.py", "print('x')\n"),
    (rules.logs_have_fields, "hearth/topics/actions.py", "logger = logging.getLogger(__name__)\n"),
    (pages.placeholders_are_named, "hearth/topics/views/x.py", "_('%s topics')\n"),
    (pages.placeholders_are_named, "hearth/topics/views/x.py", "gettext('{} topics')\n"),
    (pages.placeholders_are_named, "hearth/topics/views/x.py", "_(f'{count} topics')\n"),
    (pages.placeholders_are_named, "hearth/templates/a.html", '{% translate "%d topics" %}'),
    (pages.placeholders_are_named, "hearth/templates/a.html", "{% translate 'Hello %s' %}"),
    (pages.placeholders_are_named, "hearth/templates/a.html", "{% trans 'Hello %s' %}"),
    (pages.placeholders_are_named, "hearth/templates/a.txt", "{{ _('Hello %s') }}"),
    (pages.placeholders_are_named, "hearth/templates/a.html", '{% translate "It\'s %s" %}'),
    (rules.dependencies_are_explained, "requirements/base.in", "left-pad==1.*\n"),
]


@pytest.mark.parametrize(
    ("rule", "place", "text"), BROKEN, ids=[f"{rule.__name__}-{n}" for n, (rule, *_) in enumerate(BROKEN)]
)
def test_the_rule_fails_when_broken(tmp_path, rule, place, text):
    room = {"hearth/topics/__init__.py": '"""Owns words."""\n', "hearth/topics/apps.py": ""}
    lay(tmp_path, room | {"hearth/members/__init__.py": "", place: text})
    assert len(list(rule(tmp_path))) == 1


FINE = {
    "hearth/topics/__init__.py": '"""Owns words."""\n',
    "hearth/topics/apps.py": "class TopicsConfig:\n    def ready(self):\n        import hearth.topics.ports\n",
    "hearth/topics/actions.py": "from hearth.activity import record\nfrom hearth.core.ids import new_public_id\n"
    "from hearth.members import queries\nfrom hearth.members.models import Member\n_('%(count)d topics, 100 %%')\n",
    "hearth/topics/views/topics.py": "from ..models import Topic\nseen = set()\nseen.add(1)\nfound.update({'a': 1})\n"
    "def show(request):\n    request.session.clear()\n    return render(request)\n",
    "hearth/core/worker.py": "def _engine():\n    return import_module('x')\n",
    "hearth/topics/management/commands/say.py": "print('x')\n",
    "hearth/members/faces.py": "x = member.owner\nMember.objects.filter(owner=account)\n",
    "hearth/members/actions/joining.py": "Member.objects.create(owner=account)\n",
    "hearth/topics/tests/test_x.py": "from hearth.members.forms import x\nowner = member.owner\n",
    "hearth/templates/a.html": "{# style= #}<p class='x'><a href='/x/'>{% translate \"100 % sure\" %}</a>"
    "<script type='module' src='{% static \"a.js\" %}'></script>",
    "hearth/core/templates/core/mail/base.html": "<style>p {}</style>",
    "docs/dependencies.md": "- **left-pad**: pads.\n",
    "requirements/base.in": "# why\n-r other.in\nleft-pad[x]==1.*\n",
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_rule_leaves_good_code_alone(tmp_path, rule):
    lay(tmp_path, FINE)
    assert list(rule(tmp_path)) == []


def lay(top: Path, files: dict[str, str]) -> None:
    for place, text in files.items():
        (top / place).parent.mkdir(parents=True, exist_ok=True)
        (top / place).write_text(text)


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("hearth/core/ids.py", "import hearth.members.models\n"),
        ("hearth/topics/models.py", "import hearth.organizations.models\n"),
        ("hearth/members/queries.py", "import hearth.members.actions.joining\n"),
        ("hearth/members/joining_state.py", "import hearth.members.views.join\n"),
        ("hearth/members/names.py", "import hearth.members.cookies\n"),
        ("hearth/newroom/__init__.py", ""),
        ("hearth/topics/newlayer.py", ""),
    ],
    ids=["up", "up again", "up inside an app", "up beside", "up from below", "unknown room", "unknown layer"],
)
def test_the_import_contract_fails_when_broken(tmp_path, place, line):
    shutil.copytree(TOP / "hearth", tmp_path / "hearth", ignore=shutil.ignore_patterns("static", "locale", "*.pyc"))
    shutil.copy(TOP / "pyproject.toml", tmp_path)
    assert lint_imports(tmp_path) == 0
    broken = tmp_path / place
    broken.parent.mkdir(exist_ok=True)
    with broken.open("a") as file:
        file.write(line)
    assert lint_imports(tmp_path) == 1


def test_the_contract_inside_apps_names_them_all():
    settings = tomllib.loads((TOP / "pyproject.toml").read_text())
    inside = next(c for c in settings["tool"]["importlinter"]["contracts"] if c["id"] == "inside")
    apps = {f"hearth.{path.parent.name}" for path in TOP.glob("hearth/*/apps.py")} - {"hearth.core"}
    assert set(inside["containers"]) == apps


def test_types_are_strict_everywhere():
    settings = tomllib.loads((TOP / "pyproject.toml").read_text())["tool"]["mypy"]
    assert settings["strict"] is True
    relaxed = {name for part in settings["overrides"] for name in part if name not in {"module", "disable_error_code"}}
    assert relaxed == {"ignore_errors", "disallow_subclassing_any", "warn_return_any"}


def lint_imports(top: Path) -> int:
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    return subprocess.run(command, cwd=top, capture_output=True).returncode
