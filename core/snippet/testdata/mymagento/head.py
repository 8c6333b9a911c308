refused: not_rest
