"""Settings for tests: the site's own, with cheap passwords, no outside mail and immediate work."""

import os
import tempfile
from pathlib import Path

if "HEARTH_HOME" not in os.environ:
    HOME = tempfile.TemporaryDirectory(prefix="hearth-tests-")  # removed when the process ends
    os.environ["HEARTH_HOME"] = HOME.name
# Each process of pytest-xdist has a database of its own, and so a home: when one sweeps for files that no row knows of,
# it would take what is another's.
if os.environ.get("PYTEST_XDIST_WORKER", "") not in {"", Path(os.environ["HEARTH_HOME"]).name}:
    os.environ["HEARTH_HOME"] += f"/{os.environ['PYTEST_XDIST_WORKER']}"
os.environ.setdefault("SECRET_KEY", "only-for-tests-" * 5)
os.environ.setdefault("DEBUG", "0")

from hearth.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405  or WhiteNoise warns
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = CACHES | {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}  # noqa: F405
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":  # noqa: F405
    # A file, as on a real site: threads wait for each other's writes there, and not in a database in memory.
    DATABASES["default"]["TEST"] = {"NAME": str(CONFIG.home / "tests.sqlite3")}  # noqa: F405
