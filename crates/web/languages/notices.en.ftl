# Notices, mentions and what one follows
