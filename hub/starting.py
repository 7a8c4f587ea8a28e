"""What must be put right before a hub serves others: defaults that were left, secrets that others can read.

Looks only; changes nothing. What is found is told all together, each in a sentence that names the setting and says what
to do, and never the secret.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from hub.allowed import is_confidential, is_loopback
from hub.auth.credentials import SECRET_BYTES, SESSION_KEY
from hub.auth.demo import DEMO_FACTS
from hub.config import SECRET_SETTINGS, Config, secrets_in_file, setting
from hub.errors import SettingWrong
from hub.store.database import password_of, sqlite_file
from hub.weak import LEAST, weakness

MAKE_ONE = f"set one of at least {LEAST} characters that is made by chance, as openssl rand -hex 32 prints"


def expect_safe(config: Config, environment: Mapping[str, str]) -> None:
    """See that a hub can be served as it is set. Raises: SettingWrong, with everything that must be put right."""
    found = [*_of_the_demonstration(config), *_in_the_clear(config), *_behind_a_proxy(config), *_weak(config)]
    found += _open(config, environment)
    if len(found) == 1:
        raise SettingWrong(f"The hub does not start: {found[0]}.")
    if found:
        listed = "".join(f"\n- {each}." for each in found)
        raise SettingWrong(f"The hub does not start, for {len(found)} reasons:{listed}")


def _of_the_demonstration(config: Config) -> Iterator[str]:
    if (config.data / DEMO_FACTS).exists():
        yield (
            f"{setting('data')} is {config.data}, where a demonstration is whose passwords stand in {DEMO_FACTS}; "
            "name another folder, or run hub demo"
        )


def _in_the_clear(config: Config) -> Iterator[str]:
    address = config.public_address
    if address and not is_confidential(address):
        yield (
            f"{setting('public_address')} is {address}, over which passwords and tokens would go in the clear; "
            "put a proxy with TLS before the hub and set its https:// address"
        )
    elif not is_loopback(config.host) and not address.startswith("https://"):
        yield (
            f"{setting('host')} is {config.host}, which others can reach without TLS; put a proxy with TLS before the "
            f"hub and set {setting('public_address')} to its https:// address, or set {setting('host')} to 127.0.0.1"
        )


def _behind_a_proxy(config: Config) -> Iterator[str]:
    """The hub itself speaks no TLS, so before an https:// address there is a proxy."""
    if config.public_address.startswith("https://") and not config.proxies:
        yield (
            f"{setting('proxies')} is 0, so everybody who comes through the proxy has its address: one stranger could "
            "use up the limits and the sign-ins of all; set it to the number of proxies before the hub, each of which "
            "must tell X-Forwarded-For"
        )


def _weak(config: Config) -> Iterator[str]:
    for name in SECRET_SETTINGS:
        secret = password_of(config.database) if name == "database_url" else getattr(config, name)
        if secret and (why := weakness(secret)):
            whose = f"The password in {setting(name)}" if name == "database_url" else setting(name)
            yield f"{whose} {why}; {MAKE_ONE}"


def _open(config: Config, environment: Mapping[str, str]) -> Iterator[str]:
    for folder, what in ((config.data / "keys", "keys"), (config.data / "session", "the session secret")):
        if any(others_can_read(file) for file in sorted(folder.glob("*"))):
            yield f"Others can read {what} in {folder}; run chmod -R go= {folder}"
    if (key := config.data / "session" / SESSION_KEY).exists() and key.stat().st_size < SECRET_BYTES:
        yield f"The session secret {key} is shorter than {SECRET_BYTES} bytes; remove it: the hub makes another"
    database = sqlite_file(config.database)
    for file in filter(others_can_read, dict.fromkeys([*([database] if database else []), *_databases(config.data)])):
        yield f"Others can read the database {file}; run chmod go= {file}*"
    settings, secrets = secrets_in_file(environment)
    if secrets and others_can_read(settings):
        names = ", ".join(secrets)
        yield f"Others can read {settings.absolute()}, which sets {names}; run chmod go= {settings.absolute()}"


def _databases(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.sqlite"))


def others_can_read(file: Path) -> bool:
    """Whether an account that is neither the owner's nor of the file's group can, through every folder above it."""
    if os.name != "posix" or not file.exists():
        return False
    whole = file.resolve()
    way = all(folder.stat().st_mode & stat.S_IXOTH for folder in whole.parents)
    return way and bool(whole.stat().st_mode & stat.S_IROTH)
