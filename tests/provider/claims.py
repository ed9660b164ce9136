"""What the provider says of somebody: name and address, and how they signed in."""

from allauth.idp.oidc.adapter import DefaultOIDCAdapter


class Adapter(DefaultOIDCAdapter):
    """An address may belong to several accounts here, as when it is given to somebody new."""

    def get_claims(self, purpose, user, client, scopes, email=None, **more):
        claims = super().get_claims(purpose, user, client, scopes, email=email, **more)
        return claims | {
            "name": user.first_name,
            "email": user.email,
            "email_verified": user.is_staff,
            "amr": user.last_name.split(),
        }
