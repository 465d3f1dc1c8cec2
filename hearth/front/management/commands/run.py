"""`bin/run`: prepare, seed a demo once, then web and worker under one parent."""

import os
import sys
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from hearth.core.locks import LOCK_VARIABLE, lock_home
from hearth.core.serving import answers, port_problem, web_command, worker_command
from hearth.core.supervisor import Child, Supervisor


class Command(BaseCommand):
    help = "Prepares the site and runs web and worker until stopped."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        config = settings.CONFIG
        if problem := port_problem(config):
            sys.exit(problem)
        lock = lock_home(config.home)
        if lock is None:
            sys.exit(f"Hearth already runs from {config.home}. Stop it first, or set HEARTH_HOME to another folder.")
        try:
            call_command("prepare")
            if config.demo:
                call_command("seed", stdout=StringIO())
        except KeyboardInterrupt:
            sys.exit(130)
        children = [Child("web", web_command(config), vital=True), Child("worker", worker_command())]
        environment = os.environ | {LOCK_VARIABLE: str(lock)}
        supervisor = Supervisor(children, environment=environment, inherited=[lock], say=self.say)
        sys.exit(supervisor.run(self.announce))

    def say(self, line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    def announce(self) -> bool:
        """Print where the site is, once it answers."""
        if not answers(settings.CONFIG):
            return False
        print(f"Hearth is at {settings.CONFIG.site_url}", flush=True)
        if settings.CONFIG.demo:
            call_command("demo_accounts")
        else:
            call_command("first_administrator")
        print("Ctrl-C stops it.", flush=True)
        return True
