"""Who is asking, and what they may see: tokens of programs, sign-in of people, roles. It keeps no records itself."""
