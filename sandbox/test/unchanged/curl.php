<?php
// With PHP's own curl, whose array form is multipart. Nothing of the sandbox is named.
[, $id, $secret, $redirect_uri, $code] = $argv;

function call(string $url, array $options): array
{
    $curl = curl_init($url);
    curl_setopt_array($curl, [CURLOPT_RETURNTRANSFER => true] + $options);
    $answer = curl_exec($curl);
    if ($answer === false) {
        fwrite(STDERR, curl_error($curl));
        exit(1);
    }
    return json_decode($answer, true);
}

$token = call('https://login.mailchimp.com/oauth2/token', [CURLOPT_POSTFIELDS => [
    'grant_type' => 'authorization_code',
    'client_id' => $id,
    'client_secret' => $secret,
    'redirect_uri' => $redirect_uri,
    'code' => $code,
]])['access_token'];
$headers = [CURLOPT_HTTPHEADER => ["Authorization: OAuth $token"]];
$account = call('https://login.mailchimp.com/oauth2/metadata', $headers);
$lists = call($account['api_endpoint'] . '/3.0/lists', $headers)['lists'];
echo implode(', ', array_column($lists, 'name'));
