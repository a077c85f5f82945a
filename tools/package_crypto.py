"""What verify_package.py needs of cryptography, in Python alone: SM3 where hashlib lacks it, Ed25519 and SM2 signatures."""

import hashlib


# ---- SM3 (GB/T 32905-2016), for a hashlib that lacks it ------------------------------------------------------------------
class Sm3:
    START = (0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E)

    def __init__(self):
        self.state, self.rest, self.length = list(self.START), b"", 0

    def update(self, block):
        self.length += len(block)
        data = self.rest + bytes(block)
        whole = len(data) - len(data) % 64
        for at in range(0, whole, 64):
            self.compress(data[at:at + 64])
        self.rest = data[whole:]

    def compress(self, block):
        mask = 0xFFFFFFFF

        def rol(x, n):
            n %= 32
            return ((x << n) | (x >> (32 - n))) & mask

        def p1(x):
            return x ^ rol(x, 15) ^ rol(x, 23)

        w = [int.from_bytes(block[i:i + 4], "big") for i in range(0, 64, 4)]
        for j in range(16, 68):
            w.append(p1(w[j - 16] ^ w[j - 9] ^ rol(w[j - 3], 15)) ^ rol(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = self.state
        for j in range(64):
            t = 0x79CC4519 if j < 16 else 0x7A879D8A
            ss1 = rol((rol(a, 12) + e + rol(t, j)) & mask, 7)
            ss2 = ss1 ^ rol(a, 12)
            ff = a ^ b ^ c if j < 16 else (a & b) | (a & c) | (b & c)
            gg = e ^ f ^ g if j < 16 else (e & f) | (~e & mask & g)
            tt1 = (ff + d + ss2 + (w[j] ^ w[j + 4])) & mask
            tt2 = (gg + h + ss1 + w[j]) & mask
            a, b, c, d = tt1, a, rol(b, 9), c
            e, f, g, h = tt2 ^ rol(tt2, 9) ^ rol(tt2, 17), e, rol(f, 19), g
        self.state = [x ^ y for x, y in zip(self.state, (a, b, c, d, e, f, g, h))]

    def hexdigest(self):
        end = Sm3()
        end.state, end.rest, end.length = list(self.state), self.rest, self.length
        bits = self.length * 8
        padding = b"\x80" + b"\0" * ((55 - self.length) % 64) + bits.to_bytes(8, "big")
        end.update(padding)
        return "".join(f"{x:08x}" for x in end.state)


def new_digest(name):
    if name == "sm3":
        try:
            return hashlib.new("sm3")
        except ValueError:
            return Sm3()
    return hashlib.new(name)


def digest_of(name, data):
    digest = new_digest(name)
    digest.update(data)
    return f"{name}:{digest.hexdigest()}"


# ---- signatures: Ed25519 (RFC 8032), SM2 (GB/T 32918.2) over the usual key forms ----------------------------------------------
ED_PREFIX = bytes.fromhex("302a300506032b6570032100")
SM2_PREFIX = bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d03420004")


class Curve:
    """Points of y² = x³ + ax + b; None is the point at infinity."""

    def __init__(self, p, a):
        self.p, self.a = p, a

    def add(self, one, two):
        if one is None or two is None:
            return one or two
        (x1, y1), (x2, y2) = one, two
        if x1 == x2 and (y1 + y2) % self.p == 0:
            return None
        if one == two:
            slope = (3 * x1 * x1 + self.a) * pow(2 * y1, -1, self.p)
        else:
            slope = (y2 - y1) * pow(x2 - x1, -1, self.p)
        x = (slope * slope - x1 - x2) % self.p
        return x, (slope * (x1 - x) - y1) % self.p

    def times(self, factor, point):
        total = None
        while factor:
            if factor & 1:
                total = self.add(total, point)
            point, factor = self.add(point, point), factor >> 1
        return total


def sm2_verifies(key, message, signature):
    p = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
    n = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
    b = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
    g = (0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7, 0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0)
    numbers = der_numbers(signature)
    point = int.from_bytes(key[:32], "big"), int.from_bytes(key[32:], "big")
    if numbers is None or not all(0 < number < n for number in numbers) or (point[1] ** 2 - point[0] ** 3 + 3 * point[0] - b) % p:
        return False
    r, s = numbers
    whole = b"\x00\x80" + b"1234567812345678" + b"".join(v.to_bytes(32, "big") for v in (p - 3, b, *g, *point))
    e = int(digest_of("sm3", bytes.fromhex(digest_of("sm3", whole)[4:]) + message)[4:], 16)
    curve, t = Curve(p, p - 3), (r + s) % n
    end = curve.add(curve.times(s, g), curve.times(t, point)) if t else None
    return end is not None and (e + end[0]) % n == r


def der_numbers(der):
    """The two integers of a SEQUENCE in DER; None where it is none."""
    if len(der) < 8 or der[0] != 0x30 or der[1] != len(der) - 2:
        return None
    numbers, at = [], 2
    while at < len(der):
        size = der[at + 1] if at + 1 < len(der) else 0
        body = der[at + 2:at + 2 + size]
        if der[at] != 2 or not body or len(body) != size or body[0] > 0x7F or (size > 1 and body[0] == 0 and body[1] < 0x80):
            return None
        numbers.append(int.from_bytes(body, "big"))
        at += 2 + size
    return numbers if len(numbers) == 2 else None


def ed25519_verifies(key, message, signature):
    p, q = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
    d = -121665 * pow(121666, -1, p) % p

    def add(one, two):
        (x1, y1), (x2, y2) = one, two
        k = d * x1 * x2 * y1 * y2 % p
        return (x1 * y2 + x2 * y1) * pow(1 + k, -1, p) % p, (y1 * y2 + x1 * x2) * pow(1 - k, -1, p) % p

    def times(factor, point):
        total = (0, 1)
        while factor:
            if factor & 1:
                total = add(total, point)
            point, factor = add(point, point), factor >> 1
        return total

    def point_of(text):
        y = int.from_bytes(text, "little") & ((1 << 255) - 1)
        square = (y * y - 1) * pow(d * y * y + 1, -1, p) % p
        x = pow(square, (p + 3) // 8, p)
        if (x * x - square) % p:
            x = x * pow(2, (p - 1) // 4, p) % p
        if y >= p or (x * x - square) % p:
            return None
        return (p - x if x & 1 != text[31] >> 7 else x), y

    if len(signature) != 64:
        return False
    s, r, a = int.from_bytes(signature[32:], "little"), point_of(signature[:32]), point_of(key)
    if s >= q or r is None or a is None:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % q
    base = point_of((4 * pow(5, -1, p) % p).to_bytes(32, "little"))
    return times(s, base) == add(r, times(h, a))


def signature_verifies(der, scheme, message, signature):
    if scheme == "ed25519" and der[:len(ED_PREFIX)] == ED_PREFIX and len(der) == len(ED_PREFIX) + 32:
        return ed25519_verifies(der[len(ED_PREFIX):], message, signature)
    if scheme == "sm2" and der[:len(SM2_PREFIX)] == SM2_PREFIX and len(der) == len(SM2_PREFIX) + 64:
        return sm2_verifies(der[len(SM2_PREFIX):], message, signature)
    return False
