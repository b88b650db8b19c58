"""A real mail server on loopback (aiosmtpd), for the tests beside it.

Prints its port once it listens, and appends what happens to a file, one JSON object a line: each attempt to sign
in, each message that it took. It ends when its input does, so that it never outlives the test.
"""

import argparse
import asyncio
import email
import email.policy
import json
import logging
import ssl
import sys
import warnings

from aiosmtpd.smtp import SMTP, AuthResult

ANSWERS = {
    "refused": "550 5.1.1 Nobody has this address",
    "later": "451 4.7.1 Greylisted, try again in 5 minutes",
    "moved": "251 User not local; will forward",
}


class Handler:
    def __init__(self, log, one_each, loses_second):
        self.log = log
        # So many messages a connection; most servers have such a limit.
        self.left = 1 if one_each else None
        # So many until one whose sender never hears that it was taken.
        self.until_lost = 2 if loses_second else 0

    async def handle_MAIL(self, server, session, envelope, address, options):
        if self.left == 0:
            return "421 4.7.0 Too many messages on this connection"
        if address.startswith("stranger"):
            return "553 5.7.1 Sender address rejected"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = ANSWERS.get(address.split("@")[0], "250 OK")
        if answer.startswith("25"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):
        if envelope.rcpt_tos[0].startswith("filtered"):
            return "554 5.7.1 Looks like spam"
        if self.left is not None:
            self.left -= 1
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.log(
            event="message",
            hello=session.host_name,
            encrypted=session.ssl is not None or server.transport.get_extra_info("sslcontext") is not None,
            sender=envelope.mail_from,
            recipients=envelope.rcpt_tos,
            headers=[[name, str(value)] for name, value in message.items()],
            kind=message.get_content_type(),
            parts=[
                {
                    "kind": part.get_content_type(),
                    "encoding": part["Content-Transfer-Encoding"],
                    # Lines end as they did before they were sent.
                    "content": part.get_content().replace("\r\n", "\n"),
                }
                for part in message.iter_parts()
            ],
            raw=envelope.content.decode("latin-1"),
        )
        self.until_lost -= 1
        if self.until_lost == 0:
            server.transport.abort()
        return "250 OK"


def main():
    # That connections are given up and passwords taken in the clear is what is tested.
    logging.disable()
    warnings.simplefilter("ignore")

    arguments = argparse.ArgumentParser()
    arguments.add_argument("--mode", choices=["starttls", "tls", "plain"], required=True)
    arguments.add_argument("--certificate")
    arguments.add_argument("--key")
    arguments.add_argument("--user")
    arguments.add_argument("--password")
    arguments.add_argument("--only-login", action="store_true")
    arguments.add_argument("--one-each", action="store_true")
    arguments.add_argument("--loses-second", action="store_true")
    arguments.add_argument("--log", required=True)
    given = arguments.parse_args()

    def log(**event):
        with open(given.log, "a", encoding="utf-8") as file:
            file.write(json.dumps(event) + "\n")

    def authenticate(server, session, envelope, mechanism, data):
        user, password = data.login.decode(), data.password.decode()
        log(event="sign-in", mechanism=mechanism, user=user, password=password)
        # Not handled: aiosmtpd gives the answer itself, 535.
        return AuthResult(success=(user, password) == (given.user, given.password), handled=False)

    context = None
    if given.mode != "plain":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(given.certificate, given.key)

    def connection():
        return SMTP(
            Handler(log, given.one_each, given.loses_second),
            hostname="mail.test",
            tls_context=context if given.mode == "starttls" else None,
            require_starttls=given.mode == "starttls",
            authenticator=authenticate if given.user else None,
            auth_required=given.user is not None,
            auth_require_tls=given.mode == "starttls",
            auth_exclude_mechanism=["PLAIN"] if given.only_login else None,
        )

    async def serve():
        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            connection, "127.0.0.1", 0, ssl=context if given.mode == "tls" else None
        )
        print(server.sockets[0].getsockname()[1], flush=True)
        await loop.run_in_executor(None, sys.stdin.read)

    asyncio.run(serve())


main()
