"""The quality handbook and procedures of a welfare organisation, in Word, from one profile."""
