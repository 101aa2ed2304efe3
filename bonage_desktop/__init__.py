"""bonage_desktop: bone age review for radiologists. Research use only, not a medical device."""

__version__ = "0.1.0"
