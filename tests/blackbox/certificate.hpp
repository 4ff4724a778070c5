#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

#include <sys/stat.h>

// Certificates as shops have them, but signed by themselves, for the names of this machine.
namespace tls {

template <auto Free>
struct Freed {
  void operator()(auto* object) const { Free(object); }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Paper = std::unique_ptr<X509, Freed<X509_free>>;

inline Key ecdsa_key() { return Key{EVP_EC_gen("P-256")}; }
inline Key rsa_key() { return Key{EVP_RSA_gen(2048)}; }

// A file that others may not read, whatever was there.
template <class Write>
void write_pem(const std::filesystem::path& file, Write write) {
  const std::unique_ptr<std::FILE, Freed<std::fclose>> out{std::fopen(file.c_str(), "w")};
  if (!out || ::chmod(file.c_str(), 0600) != 0 || write(out.get()) != 1)
    throw std::runtime_error("cannot write " + file.string());
}

inline void write_key(const std::filesystem::path& file, const Key& key, const std::string& passphrase = "") {
  write_pem(file, [&](std::FILE* out) {
    const auto* secret = reinterpret_cast<const unsigned char*>(passphrase.data());
    return PEM_write_PrivateKey(out, key.get(), passphrase.empty() ? nullptr : EVP_aes_256_cbc(), secret,
                                static_cast<int>(passphrase.size()), nullptr, nullptr);
  });
}

// Of that name, by which tests tell one from another.
inline void write_certificate(const std::filesystem::path& file, const Key& key, const std::string& name) {
  const Paper paper{X509_new()};
  X509_set_version(paper.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(paper.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(paper.get()), -3600);
  X509_gmtime_adj(X509_getm_notAfter(paper.get()), 24 * 3600);
  X509_set_pubkey(paper.get(), key.get());
  auto* subject = X509_get_subject_name(paper.get());
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(name.data()),
                             static_cast<int>(name.size()), -1, 0);
  X509_set_issuer_name(paper.get(), subject);
  const std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>> names{
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1")};
  X509_add_ext(paper.get(), names.get(), -1);
  X509_sign(paper.get(), key.get(), EVP_sha256());
  write_pem(file, [&](std::FILE* out) { return PEM_write_X509(out, paper.get()); });
}

// Both, as cert.pem and key.pem of a folder.
inline void write_pair(const std::filesystem::path& folder, const Key& key, const std::string& name) {
  write_certificate(folder / "cert.pem", key, name);
  write_key(folder / "key.pem", key);
}

}  // namespace tls
