-- One page view a request, or EVENTS of them: 4,096 visitors, each event with an id of its own.
-- The load generator shares the cores with the server that it measures, so a request is put together from parts that
-- were made before: only the utk and the events' numbers change, and their lengths do not.
local events = tonumber(os.getenv("EVENTS") or "1")
local head = "{\"site\":\"bench\",\"sentAt\":%d,\"utk\":\"%s\",\"events\":["
local event = "{\"id\":\"%s%s\",\"type\":\"page_view\",\"at\":%d,"
  .. "\"url\":\"https://www.example.com/products/paper/a5-notebook?utm_source=newsletter&utm_medium=email&sid=1234\","
  .. "\"title\":\"A5 notebook, dotted, 120 g - Example Paper Shop\",\"referrer\":\"https://www.google.com/\","
  .. "\"props\":{\"engagedMs\":5300,\"scroll\":80,\"lang\":\"en-GB\",\"w\":1440,\"h\":900}}"
local now = os.time() * 1000
local run = tostring(os.time()) .. "-"
local utk_mark = string.rep("U~", 16)
local number_mark = string.rep("N~", 5)
local utks = {}
local parts = {}
local count = 0
local requests = 0

-- The parts of the text between the marks, and the marks' places between them.
local function split(text)
  local from = 1
  while true do
    local first = text:find("[UN]~", from)
    if not first then break end
    local mark = text:sub(first, first) == "U" and utk_mark or number_mark
    assert(text:sub(first, first + #mark - 1) == mark)
    table.insert(parts, text:sub(from, first - 1))
    table.insert(parts, mark)
    from = first + #mark
  end
  table.insert(parts, text:sub(from))
end

function init(args)
  for i = 1, 4096 do utks[i] = string.format("%032x", i * 2654435761) end
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "text/plain;charset=UTF-8"
  wrk.headers["Origin"] = "https://www.example.com"
  wrk.headers["Referer"] = "https://www.example.com/"
  wrk.headers["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
  wrk.headers["Accept-Language"] = "en-GB,en;q=0.9"
  local one = string.format(event, run, number_mark, now)
  local body = string.format(head, now, utk_mark) .. string.rep(one .. ",", events - 1) .. one .. "]}"
  split(wrk.format(nil, "/v1/events", nil, body))
end

function request()
  requests = requests + 1
  parts[2] = utks[requests % 4096 + 1]
  for i = 1, events do
    count = count + 1
    parts[2 + 2 * i] = string.format("%010d", count)
  end
  return table.concat(parts)
end
