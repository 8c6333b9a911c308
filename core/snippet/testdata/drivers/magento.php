<?php

// Does what \Magento\Framework\HTTP\Client\Curl of 2.4.7 does with the calls
// that the target uses.
final class StandIn
{
    private array $headers = [];
    private array $options = [];
    private string $body = '';
    private int $status = 0;

    public function addHeader($name, $value)
    {
        $this->headers[$name] = $value;
    }

    public function setOption($name, $value)
    {
        $this->options[$name] = $value;
    }

    public function get($uri)
    {
        $this->send($uri, [CURLOPT_HTTPGET => 1]);
    }

    public function post($uri, $params)
    {
        $fields = is_array($params) ? http_build_query($params) : $params;
        $this->send($uri, [CURLOPT_POST => 1, CURLOPT_POSTFIELDS => $fields]);
    }

    public function getStatus()
    {
        return $this->status;
    }

    public function getBody()
    {
        return $this->body;
    }

    private function send(string $uri, array $method): void
    {
        $lines = [];
        foreach ($this->headers as $name => $value) {
            $lines[] = $name . ': ' . $value;
        }
        $curl = curl_init();
        curl_setopt($curl, CURLOPT_URL, $uri);
        foreach ($method as $option => $value) {
            curl_setopt($curl, $option, $value);
        }
        if ($lines) {
            curl_setopt($curl, CURLOPT_HTTPHEADER, $lines);
        }
        curl_setopt($curl, CURLOPT_RETURNTRANSFER, 1);
        foreach ($this->options as $option => $value) {
            curl_setopt($curl, $option, $value);
        }
        $this->body = (string) curl_exec($curl);
        $this->status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
        if (curl_errno($curl)) {
            throw new Exception(curl_error($curl));
        }
    }
}
