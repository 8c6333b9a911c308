refused: dot_segment
