"""The standards: bones, levels, points and curves of RUS-CHN and TW3-RUS. Data lies in resources/standards."""
