<?php
// With PHP's streams, which use no proxy that is not named. Nothing of the sandbox is named.
$key = $argv[1];
$dataCenter = explode('-', $key)[1];
$context = stream_context_create(['http' => ['header' => "Authorization: Bearer $key"]]);
$answer = file_get_contents("https://$dataCenter.api.mailchimp.com/3.0/lists", false, $context);
echo implode(', ', array_column(json_decode($answer, true)['lists'], 'name'));
