-- Appends a tip once, and keeps its files with it.
-- KEYS[1]   stream of the unit                antam:{unit:ID}:tips
-- KEYS[2]   hash of tip id -> entry id        antam:{unit:ID}:tip-ids
-- KEYS[3]   hash of tip id -> its files       antam:{unit:ID}:tip-files
-- KEYS[4]   sorted set of waiting files       antam:{unit:ID}:waiting
-- KEYS[5…]  all pieces of its sealed files    antam:{unit:ID}:file:FILEID:CHUNK
-- ARGV[1]   tip id
-- ARGV[2]   this hour, rounded down, in ms: the entry id shows no finer time
-- ARGV[3]   its files, "FILEID:CHUNKS FILEID:CHUNKS:o" (o: an original), or ''
-- ARGV[4…]  fields and values of the entry, in order; category and ward are compared on a repetition
-- Result    { 'added' | 'repeated' | 'conflict' | 'file_missing', entry id or '' }
local function field(values, name)
  for i = 1, #values, 2 do
    if values[i] == name then return values[i + 1] end
  end
end

local given = {}
for i = 4, #ARGV do given[#given + 1] = ARGV[i] end

local known = redis.call('HGET', KEYS[2], ARGV[1])
if known then
  local found = redis.call('XRANGE', KEYS[1], known, known)
  if found[1] then
    for _, name in ipairs({ 'category', 'ward', 'lang', 'files' }) do
      if field(found[1][2], name) ~= field(given, name) then return { 'conflict', '' } end
    end
  end
  -- A repetition writes too: only so does a replica's confirmation cover what the first attempt wrote.
  redis.call('HSET', KEYS[2], ARGV[1], known)
  return { 'repeated', known }
end

for i = 5, #KEYS do
  if redis.call('EXISTS', KEYS[i]) == 0 then return { 'file_missing', '' } end
end

-- Redis numbers the tips of an hour itself. Ids must grow also when the clock of this machine is behind that of the one
-- that appended before: then the hour of the last one counts.
local entry = redis.pcall('XADD', KEYS[1], ARGV[2] .. '-*', unpack(given))
if type(entry) == 'table' then
  if not string.find(entry.err, 'equal or smaller', 1, true) then return entry end
  local last = field(redis.call('XINFO', 'STREAM', KEYS[1]), 'last-generated-id')
  entry = redis.call('XADD', KEYS[1], string.match(last, '^%d+') .. '-*', unpack(given))
end
redis.call('HSET', KEYS[2], ARGV[1], entry)
for i = 5, #KEYS do redis.call('PERSIST', KEYS[i]) end
for file in string.gmatch(ARGV[3], '%S+') do
  redis.call('ZREM', KEYS[4], (string.gsub(file, ':o$', '')))
end
if ARGV[3] ~= '' then redis.call('HSET', KEYS[3], ARGV[1], ARGV[3]) end
return { 'added', entry }
