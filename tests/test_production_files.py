"""docker-compose.yml, Dockerfile, .env.sample and docs/operations.md agree with each other and with the settings."""

import re
from pathlib import Path

import pytest
import yaml

from partnership.demo.people import PASSWORD, accounts

ROOT = Path(__file__).resolve().parent.parent
COMPOSE_TEXT = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load(COMPOSE_TEXT)
SERVICES = COMPOSE["services"]
OURS = ["web", "worker", "beat", "migrate"]
SECRETS = re.compile(r"PASSWORD|SECRET|TOKEN|KEY")


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def names_in_settings():
    return set(re.findall(r"env\.\w+\(\s*\"([A-Z_0-9]+)\"", read("partnership/settings.py")))


def names_in_operations():
    return set(re.findall(r"^\| `([A-Z_0-9]+)` \|", read("docs/operations.md"), re.MULTILINE))


def names_in_compose():
    return set(re.findall(r"(?<!\$)\${([A-Z_0-9]+)", COMPOSE_TEXT))


def handed_on():
    """Variables of .env that reach the platform under their own name, if they are set."""
    return {name for name, value in SERVICES["web"]["environment"].items() if value is None}


def test_services_are_those_of_the_handbook():
    assert set(SERVICES) == {"proxy", "postgres", "redis", *OURS}
    assert set(re.findall(r"^\| `([a-z]+)` \|", read("docs/operations.md"), re.MULTILINE)) == set(SERVICES)


@pytest.mark.parametrize("name", SERVICES)
def test_service_is_contained(name):
    service = SERVICES[name]
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", service["user"])
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("name", [name for name in SERVICES if name != "migrate"])
def test_service_is_watched(name):
    assert SERVICES[name]["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}


@pytest.mark.parametrize("name", SERVICES)
def test_secrets_come_from_the_environment(name):
    environment = SERVICES[name].get("environment", {})
    secrets = {key: value for key, value in environment.items() if SECRETS.search(key) and value is not None}
    assert {key: value for key, value in secrets.items() if not re.fullmatch(r"\${[A-Z_]+:\?}", value)} == {}


def test_only_the_proxy_can_be_reached_and_the_data_not_from_the_outside():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert COMPOSE["networks"]["back"] == {"internal": True}
    assert {name for name, service in SERVICES.items() if service["networks"] == ["back"]} == {"postgres", "redis"}


def test_redis_keeps_everything():
    command = SERVICES["redis"]["command"][-1]
    assert "--appendonly yes" in command
    assert "--maxmemory-policy noeviction" in command


def test_every_setting_is_explained_and_nothing_else():
    foreign = {"DOMAIN", "TLS_CERTIFICATE", "TLS_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD", "IMAGE"}
    assert names_in_operations() == names_in_settings() | foreign


def test_sample_gives_what_compose_demands():
    sample = set(re.findall(r"^([A-Z_0-9]+)=", read(".env.sample"), re.MULTILINE))
    demanded = set(re.findall(r"(?<!\$)\${([A-Z_0-9]+):\?}", COMPOSE_TEXT))
    assert demanded <= sample
    assert sample <= names_in_compose() | handed_on()


def test_compose_sets_only_what_the_platform_reads():
    storage = {"AWS_ENDPOINT_URL_S3", "AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"}
    for name in OURS:
        assert set(SERVICES[name]["environment"]) - storage <= names_in_settings()


def test_image_runs_as_nobody_in_particular_and_the_tool_versions_are_one():
    dockerfile = read("Dockerfile")
    assert re.findall(r"^USER (.*)$", dockerfile, re.MULTILINE) == ["10001:10001"]
    assert {SERVICES[name]["user"] for name in OURS} == {"10001:10001"}
    assert len(set(re.findall(r"uv==[\d.]+", dockerfile + read("Makefile")))) == 1


def test_image_gets_every_app():
    allowed = set(re.findall(r"^!([a-z]+)$", read(".dockerignore"), re.MULTILINE))
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert allowed == packages | {"locale", "static", "templates"}


def test_readme_names_the_accounts_of_the_demonstration():
    readme = read("README.md")
    assert re.findall(r"`(\S+@\S+)`", readme) == [account.email for account in accounts()]
    assert f"**{PASSWORD}**" in readme
