-- One page view a request, or EVENTS of them: 4,096 visitors, each event with an id of its own.
local events = tonumber(os.getenv("EVENTS") or "1")
local head = "{\"site\":\"bench\",\"sentAt\":%d,\"utk\":\"%s\",\"events\":["
local event = "{\"id\":\"%s%010d\",\"type\":\"page_view\",\"at\":%d,"
  .. "\"url\":\"https://www.example.com/products/paper/a5-notebook?utm_source=newsletter&utm_medium=email&sid=1234\","
  .. "\"title\":\"A5 notebook, dotted, 120 g - Example Paper Shop\",\"referrer\":\"https://www.google.com/\","
  .. "\"props\":{\"engagedMs\":5300,\"scroll\":80,\"lang\":\"en-GB\",\"w\":1440,\"h\":900}}"
local now = os.time() * 1000
local run = tostring(os.time()) .. "-"
local utks = {}
local count = 0

function init(args)
  for i = 1, 4096 do utks[i] = string.format("%032x", i * 2654435761) end
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "text/plain;charset=UTF-8"
  wrk.headers["Origin"] = "https://www.example.com"
  wrk.headers["Referer"] = "https://www.example.com/"
  wrk.headers["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
  wrk.headers["Accept-Language"] = "en-GB,en;q=0.9"
end

function request()
  local parts = {}
  for i = 1, events do
    count = count + 1
    parts[i] = string.format(event, run, count, now)
  end
  local body = string.format(head, now, utks[count % 4096 + 1]) .. table.concat(parts, ",") .. "]}"
  return wrk.format(nil, "/v1/events", nil, body)
end
