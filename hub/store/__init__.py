"""What has been received, kept for ever: the archive of returns, the register of bodies, the ledger of acts.

Answers and keeps; judges nothing and draws nothing. Whoever reads says for whom: every read takes a `Scope`.
"""
