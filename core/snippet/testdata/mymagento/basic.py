refused: not_bearer
