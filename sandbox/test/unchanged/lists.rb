# With nothing but Ruby's own library. Nothing of the sandbox is named.
require 'json'
require 'net/http'

key = ARGV.first
uri = URI("https://#{key.split('-').last}.api.mailchimp.com/3.0/lists")
request = Net::HTTP::Get.new(uri)
request.basic_auth('any', key)
answer = Net::HTTP.start(uri.host, uri.port, use_ssl: true) { |http| http.request(request) }
print JSON.parse(answer.body)['lists'].map { |list| list['name'] }.join(', ')
