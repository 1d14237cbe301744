# As the readme of the gem oauth2 shows it. Nothing of the sandbox is named.
require 'oauth2'

id, secret, redirect_uri, code = ARGV
client = OAuth2::Client.new(
  id, secret,
  site: 'https://login.mailchimp.com', token_url: '/oauth2/token', auth_scheme: :request_body
)
token = client.auth_code.get_token(code, redirect_uri: redirect_uri)
account = token.get('/oauth2/metadata').parsed
lists = token.get("#{account['api_endpoint']}/3.0/lists").parsed['lists']
print lists.map { |list| list['name'] }.join(', ')
