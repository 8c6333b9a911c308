<?php

// Runs every PHP file of $SCRIPTS, each in a scope of its own, with a stand-in
// for Magento's HTTP client in $client.
require __DIR__ . '/magento.php';

foreach (glob(getenv('SCRIPTS') . '/*.php') as $file) {
    try {
        (static function () use ($file) {
            $client = new StandIn();
            include $file;
        })();
    } catch (Throwable $e) {
        echo basename($file), ': ', $e->getMessage(), PHP_EOL;
    }
}
