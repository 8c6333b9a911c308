<?php

// Runs every PHP file of $SCRIPTS, each in a scope of its own.
foreach (glob(getenv('SCRIPTS') . '/*.php') as $file) {
    try {
        (static function () use ($file) {
            include $file;
        })();
    } catch (Throwable $e) {
        echo basename($file), ': ', $e->getMessage(), PHP_EOL;
    }
}
