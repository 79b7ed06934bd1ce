"""A municipality's SAML log-in: a key pair of its own, and answers signed with it as a real one signs them."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlencode, urlparse

import xmlsec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Constants
from onelogin.saml2.utils import OneLogin_Saml2_Utils as Saml

ENTITY = "https://idp.vejle.example"
SITE = "http://platform.example"
ACS = f"{SITE}/konto/sso/saml/vejle/svar/"
PLATFORM = f"{SITE}/konto/sso/saml/vejle/metadata/"
NAMESPACES = 'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"'
EMAIL = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"
CLOCKS_MAY_DIFFER = timedelta(minutes=5)  # python3-saml's own allowance


@dataclass(frozen=True)
class IdentityProvider:
    """`key` and `certificate` in PEM."""

    key: str
    certificate: str

    def app(self, **settings):
        """The entry for SOCIALACCOUNT_PROVIDERS, as docs/operations.md shows it."""
        idp = {"entity_id": ENTITY, "sso_url": f"{ENTITY}/sso", "slo_url": f"{ENTITY}/slo"}
        settings = {"idp": idp | {"x509cert": self.certificate}, "verified_email": ["vejle.example"]} | settings
        return {"provider_id": "vejle", "name": "Vejle Kommune", "client_id": "vejle", "settings": settings}

    def sign(self, xml):
        signed = Saml.add_sign(xml, self.key, self.certificate)
        return signed.decode() if isinstance(signed, bytes) else signed

    def assertion(self, request_id, email, *, subject="subject-1", audience=PLATFORM, ended_ago=timedelta(hours=-1)):
        """What the workplace says of a person, unsigned; good until `ended_ago` before now."""
        ends, now = _time(datetime.now(UTC) - ended_ago), _time(datetime.now(UTC))
        return f"""<saml:Assertion {NAMESPACES} ID="_assertion" Version="2.0" IssueInstant="{now}">
<saml:Issuer>{ENTITY}</saml:Issuer>
<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">{subject}</saml:NameID>
<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
<saml:SubjectConfirmationData NotOnOrAfter="{ends}" Recipient="{ACS}" InResponseTo="{request_id}"/>
</saml:SubjectConfirmation></saml:Subject>
<saml:Conditions NotOnOrAfter="{ends}"><saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience>
</saml:AudienceRestriction></saml:Conditions>
<saml:AuthnStatement AuthnInstant="{now}"><saml:AuthnContext><saml:AuthnContextClassRef>
urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport
</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>
<saml:AttributeStatement><saml:Attribute Name="{EMAIL}"><saml:AttributeValue>{email}</saml:AttributeValue>
</saml:Attribute></saml:AttributeStatement></saml:Assertion>"""

    def answer(self, request_id, email, **claims):
        """A response whose assertion is signed, as Microsoft's and most others' are; in base64, ready to post."""
        return encoded(response(request_id, self.sign(self.assertion(request_id, email, **claims))))

    def log_out_message(self, path):
        """The query of the link by which the workplace ends the session here too."""
        now = _time(datetime.now(UTC))
        message = f"""<samlp:LogoutRequest {NAMESPACES} ID="_bye" Version="2.0" IssueInstant="{now}"
 Destination="{SITE}{path}"><saml:Issuer>{ENTITY}</saml:Issuer><saml:NameID>subject-1</saml:NameID>
</samlp:LogoutRequest>"""
        query = {"SAMLRequest": Saml.deflate_and_base64_encode(message), "SigAlg": Constants.RSA_SHA256}
        signature = Saml.sign_binary(urlencode(query), self.key, xmlsec.Transform.RSA_SHA256)
        return query | {"Signature": b64encode(signature).decode()}


def response(request_id, assertion):
    return f"""<samlp:Response {NAMESPACES} ID="_response" Version="2.0" IssueInstant="{_time(datetime.now(UTC))}"
 Destination="{ACS}" InResponseTo="{request_id}"><saml:Issuer>{ENTITY}</saml:Issuer><samlp:Status>
<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>{assertion}</samlp:Response>"""


def encoded(xml):
    return b64encode(xml.encode()).decode()


def request_id_in(url):
    """The id of the question with which the platform sent somebody to `url`."""
    question = Saml.decode_base64_and_inflate(parse_qs(urlparse(url).query)["SAMLRequest"][0])
    return question.decode().split('ID="')[1].split('"')[0]


def new_identity_provider():
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "idp.vejle.example")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return IdentityProvider(private.decode(), certificate.public_bytes(pem).decode())


def _time(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
