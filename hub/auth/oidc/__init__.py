"""Signing in with a provider that the department runs or trusts, by OpenID Connect: code, PKCE, state, nonce."""
