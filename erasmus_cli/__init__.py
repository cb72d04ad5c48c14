"""Planning assistant for Finnish VET schools that apply for Erasmus+ money."""

__version__ = "0.1.0"
