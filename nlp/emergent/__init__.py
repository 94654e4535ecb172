"""Topics that no taxonomy foresaw: found in the vectors of comments, named by their words, followed over waves."""
