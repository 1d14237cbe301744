# With nothing but Python's own library. Nothing of the sandbox is named.
import base64
import json
import sys
from urllib.request import Request, urlopen

key = sys.argv[1]
request = Request(f"https://{key.split('-')[1]}.api.mailchimp.com/3.0/lists")
request.add_header("Authorization", "Basic " + base64.b64encode(f"any:{key}".encode()).decode())
print(", ".join(one["name"] for one in json.load(urlopen(request))["lists"]))
