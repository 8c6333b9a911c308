require 'net/http'

uri = URI('https://staging.shop.test/rest/V1/modules')
request = Net::HTTPGenericRequest.new('GET', false, true, uri.request_uri)
request['User-Agent'] = 'it\'s me \\ "you"'
request['authorization'] = 'OAuth oauth_consumer_key="a", oauth_signature="b%3D"'
request['Cookie'] = 'a=b; c=d'
response = Net::HTTP.start(uri.hostname, uri.port, use_ssl: true) { |http| http.request(request) }
puts response.code, response.body
