import TestSupport
import Testing

/// `figures serve` and `figures watch`, driven as an editor and a browser would.
@Suite("live") struct LiveTests {
  /// What the programs below share: a server or a watch of a source, and requests to it.
  private static let tools = """
    sketch = 'title: A\\nalt: auto\\nL(u, v) = u^2 + v^2\\nplane u in -1..1, v in -1..1\\nlevels L at 0.1, 0.5\\n'
    import http.client, os, signal, statistics, subprocess, sys, time
    os.chdir(sys.argv[2])
    def start(*words):
        return subprocess.Popen([sys.argv[1], *words], stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True)
    def save(name, text):
        with open(name + '~', 'w') as file: file.write(text)
        os.rename(name + '~', name)
    class Page:
        def __init__(self, address):
            self.port = int(address.split(':')[2].strip('/\\n'))
        def ask(self, path='/', method='GET', **headers):
            http_ = http.client.HTTPConnection('127.0.0.1', self.port, timeout=20)
            http_.putrequest(method, path, skip_host='Host' in headers)
            for name, value in headers.items():
                if value is not None: http_.putheader(name, value)
            http_.endheaders()
            answer = http_.getresponse()
            return answer.status, answer.read().decode()
        def events(self):
            http_ = http.client.HTTPConnection('127.0.0.1', self.port, timeout=20)
            http_.request('GET', '/events')
            answer = http_.getresponse()
            assert answer.getheader('Content-Type') == 'text/event-stream'
            lines = []
            while True:
                line = answer.readline().decode().strip()
                if line and not line.startswith(':'): lines.append(line)
                if not line and lines:
                    yield lines
                    lines = []

    """

  private func check(_ program: String) -> Run {
    let folder = ScratchFolder()
    let place = folder.path + "/program.py"
    #expect(write(Array((Self.tools + program).utf8), to: place))
    return shell(
      "XDG_CACHE_HOME='\(folder.path)/cache' timeout 120 python3 '\(place)' '\(figures)' '\(folder.path)'"
    )
  }

  @Test("a page follows its source, shows faults with their place, and ends when asked to")
  func serve() {
    let run = check(
      """
      text = '---\\ntitle: Live\\n---\\n\\n## Part\\n\\nFirst words.\\n\\n![Cap](figure:my.figure)\\n'
      save('my.figure', sketch)
      save('lab.md', text)
      for stop in (signal.SIGTERM, signal.SIGINT):
          process = start('serve', 'lab.md', '--port', '0')
          page = Page(process.stdout.readline())
          status, body = page.ask()
          assert status == 200 and 'First words.' in body and 'EventSource' in body
          assert "connect-src 'self'" in body, body[:900]
          events = page.events()
          first = next(events)
          assert first[0] == 'event: page', first
          save('lab.md', text.replace('First', 'Second'))
          second = next(events)
          assert second[0] == 'event: page' and second != first, second
          assert 'Second words.' in page.ask()[1]
          save('lab.md', text.replace('First', '$x^{2$'))
          fault = next(events)
          assert fault[0] == 'event: fault' and 'lab.md:7: ' in fault[1], fault
          status, body = page.ask()
          assert status == 200 and 'lab.md:7: ' in body and '^</pre>' in body
          assert 'Second words.' in body, 'the page of before is gone'
          save('lab.md', text)
          assert next(events)[0] == 'event: page'
          body = page.ask()[1]
          assert 'First words.' in body and 'lab.md:7' not in body
          save('my.figure', sketch.replace('levels', 'levles'))
          fault = next(events)
          assert fault[0] == 'event: fault' and 'my.figure:5:' in fault[1], fault
          assert 'levles L at' in ''.join(fault).split('excerpt')[1], 'the line is not the sketch\\'s'
          save('my.figure', sketch.replace('0.5', '0.7'))
          assert next(events)[0] == 'event: page'
          process.send_signal(stop)
          assert process.wait(20) == 0, process.stderr.read()
          save('my.figure', sketch)
      # A source that is wrong from the first is no empty page either.
      save('lab.md', 'no settings')
      process = start('serve', 'lab.md', '--port', '0')
      status, body = Page(process.stdout.readline()).ask()
      assert status == 200 and 'lab.md:1: ' in body and '^</pre>' in body
      process.terminate()
      assert process.wait(20) == 0
      """)
    #expect(run.status == 0, "\(run.output)")
  }

  @Test("the report of a lecture's folder follows its sketches, and nothing else that lies there")
  func lecture() {
    let run = check(
      """
      report = '---\\ntitle: Live\\n---\\n\\nFirst words.\\n\\n![Cap](figure:my)\\n'
      save('figures.toml', 'title = "Mine"\\n')
      save('my.figure', sketch)
      save('report.md', report)
      process = start('serve', '--port', '0')
      page = Page(process.stdout.readline())
      assert 'First words.' in page.ask()[1]
      events = page.events()
      next(events)
      save('my.figure', sketch.replace('title: A', 'title: A bowl of a new name'))
      assert next(events)[0] == 'event: page' and 'A bowl of a new name' in page.ask()[1]
      save('my.figure', sketch.replace('levels', 'levles'))
      fault = next(events)
      assert fault[0] == 'event: fault' and 'my.figure:5:' in fault[1], fault
      save('my.figure', sketch)
      assert next(events)[0] == 'event: page'
      for count in range(4):
          with open('notes.log', 'a') as file: file.write('x')
          time.sleep(.3)
      process.terminate()
      lines = process.communicate(timeout=20)[1]
      assert lines.count(' ms') == 3, lines
      """)
    #expect(run.status == 0, "\(run.output)")
  }

  @Test("no other host and no foreign page is answered")
  func guests() {
    let run = check(
      """
      save('lab.md', '---\\ntitle: Live\\n---\\n\\nWords.\\n')
      process = start('serve', 'lab.md', '--port', '0', '-q')
      page = Page(process.stdout.readline())
      own = f'127.0.0.1:{page.port}'
      for host in (own, f'localhost:{page.port}', f'LOCALHOST:{page.port}'):
          assert page.ask(Host=host)[0] == 200, host
          assert page.ask(Host=host, Origin='http://' + own)[0] == 200
      for host in ('evil.example', f'evil.example:{page.port}', '127.0.0.1', f'127.0.0.1:{page.port + 1}', '', None):
          for path in ('/', '/events'):
              status, body = page.ask(path, Host=host)
              assert status == 403 and 'Words' not in body, (host, status)
      for origin in ('http://evil.example', 'null', f'https://{own}', f'http://{own}.evil.example'):
          for path in ('/', '/events'):
              assert page.ask(path, Origin=origin)[0] == 403, origin
      assert page.ask('/lab.md')[0] == 404 and page.ask('/../lab.md')[0] == 404
      assert page.ask(method='POST')[0] == 405
      assert page.ask(method='HEAD')[0] == 200
      # The port is taken now.
      second = start('serve', 'lab.md', '--port', str(page.port))
      assert second.wait(20) == 71 and '--port' in second.stderr.read()
      # It listens at the loopback address alone.
      with open('/proc/net/tcp') as table:
          rows = [row.split()[1] for row in table if f':{page.port:04X} ' in row]
      assert all(row.startswith('0100007F') for row in rows), rows
      process.terminate()
      assert process.wait(20) == 0
      """)
    #expect(run.status == 0, "\(run.output)")
  }

  @Test("what is no request is refused, and whoever is slow, idle or gone keeps nobody waiting")
  func strangers() {
    let run = check(
      """
      import socket
      save('lab.md', '---\\ntitle: Live\\n---\\n\\nWords.\\n')
      process = start('serve', 'lab.md', '--port', '0', '-q')
      page = Page(process.stdout.readline())
      own = f'Host: 127.0.0.1:{page.port}\\r\\n'
      def raw(text):
          with socket.create_connection(('127.0.0.1', page.port), timeout=20) as line:
              line.sendall(text.encode('latin-1'))
              line.shutdown(socket.SHUT_WR)
              found = b''
              while part := line.recv(4096): found += part
              return found.decode()
      idle = [socket.create_connection(('127.0.0.1', page.port)) for _ in range(30)]
      idle[0].sendall(b'GET / HT')
      for text in ('', 'hello', '\\r\\n\\r\\n', 'GET /\\r\\n\\r\\n', 'GET http://evil/ HTTP/1.1\\r\\n\\r\\n',
                   'GET / HTTP/1.1\\r\\nno colon\\r\\n\\r\\n', '\\xff\\xfe\\x00' * 40, 'GET / HTTP/1.1\\r\\n' + 'a: b\\r\\n' * 20000,
                   'GET / HTTP/1.1\\r\\n' + own + own + '\\r\\n', 'POST / HTTP/1.1\\r\\n' + own + '\\r\\n' + 'x' * 100000):
          answer = raw(text)
          assert answer.split(' ')[1:2] in (['400'], ['403'], ['405']), (text[:60], answer[:60])
          assert 'Words' not in answer
      good = raw('GET /?anything HTTP/1.1\\r\\n' + own + '\\r\\n')
      head, body = good.split('\\r\\n\\r\\n', 1)
      assert f'Content-Length: {len(body.encode())}' in head and 'Words.' in body
      # Readers who go in the middle of the page, and of the events.
      for path in ('/', '/events') * 20:
          line = socket.create_connection(('127.0.0.1', page.port))
          line.sendall(f'GET {path} HTTP/1.1\\r\\n{own}\\r\\n'.encode())
          line.close()
      events = page.events()
      first = next(events)
      save('lab.md', '---\\ntitle: Live\\n---\\n\\nOthers.\\n')
      assert next(events) != first and 'Others.' in page.ask()[1]
      process.terminate()
      assert process.wait(20) == 0
      """)
    #expect(run.status == 0, "\(run.output)")
  }

  @Test("files are written again when a source or what it includes changes, and stay at a fault")
  func watch() {
    let run = check(
      """
      def until(test):
          for _ in range(4000):
              try:
                  if test(): return
              except FileNotFoundError: pass
              time.sleep(0.005)
          raise AssertionError('nothing came of it: ' + process.stderr.read())
      def words(name):
          with open(name) as file: return file.read()
      save('part.md', 'Part one.\\n')
      save('lab.md', '---\\ntitle: Live\\n---\\n\\nWords.\\n\\n::: include part.md\\n')
      process = start('watch', 'lab.md', '-f', 'html,pdf', '-o', 'out')
      page = 'out/lab.student.html'
      until(lambda: 'Part one.' in words(page) and os.path.exists('out/lab.student.pdf'))
      save('part.md', 'Part two.\\n')
      until(lambda: 'Part two.' in words(page))
      # Written in place, as some editors do.
      with open('part.md', 'w') as file:
          file.flush(); time.sleep(0.03); file.write('Part three.\\n')
      until(lambda: 'Part three.' in words(page))
      os.remove('part.md')
      time.sleep(0.6)
      assert 'Part three.' in words(page)
      save('part.md', 'Part four.\\n')
      until(lambda: 'Part four.' in words(page))
      process.send_signal(signal.SIGINT)
      out, err = process.communicate(timeout=20)
      assert process.returncode == 0 and 'lab.md:7: ' in err and '            ^' in err, err
      save('my.figure', sketch)
      process = start('watch', 'my.figure')
      until(lambda: '<svg' in words('my.svg'))
      process.terminate()
      assert process.wait(20) == 0
      """)
    #expect(run.status == 0, "\(run.output)")
  }

  @Test("what cannot be watched is told at once")
  func misuse() {
    for (line, code) in [
      ("watch nothing-here.md", 66), ("serve nothing-here.figure", 66), ("watch no-such-lab", 64),
      ("serve no-such-lab", 64), ("serve --port 70000", 64), ("watch least-squares -f svg", 64),
      ("watch least-squares -o -", 64), ("watch least-squares --as book", 64),
    ] {
      let run = runFigures(line, setup: "timeout 20")
      #expect(run.status == code && run.errorLines.count == 1, "\(line): \(run.errors)")
    }
  }
}
