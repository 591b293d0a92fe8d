using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ApprovalConsole.Tests.Embedding;

/// <summary>A registry with one image in it, which holds nothing: what an image is built on where the real one cannot be fetched.</summary>
internal sealed class BaseImage : IAsyncDisposable
{
    private const string ManifestType = "application/vnd.docker.distribution.manifest.v2+json";

    private readonly WebApplication _app;

    private BaseImage(WebApplication app) => _app = app;

    /// <summary>As <c>ContainerBaseImage</c> takes it.</summary>
    public string Name => $"localhost:{new Uri(_app.Urls.Single()).Port}/dotnet/aspnet:10.0";

    public static async Task<BaseImage> StartAsync()
    {
        var nothing = EmptyTar();
        var layer = Zipped(nothing);
        var configuration = JsonSerializer.SerializeToUtf8Bytes(new
        {
            architecture = "amd64", os = "linux", config = new { Env = new[] { "PATH=/usr/bin", "APP_UID=1654" } }, rootfs = new { type = "layers", diff_ids = new[] { Digest(nothing) } },
        });
        var manifest = JsonSerializer.SerializeToUtf8Bytes(new
        {
            schemaVersion = 2, mediaType = ManifestType,
            config = new { mediaType = "application/vnd.docker.container.image.v1+json", size = configuration.Length, digest = Digest(configuration) },
            layers = new[] { new { mediaType = "application/vnd.docker.image.rootfs.diff.tar.gzip", size = layer.Length, digest = Digest(layer) } },
        });
        var blobs = new Dictionary<string, byte[]> { [Digest(configuration)] = configuration, [Digest(layer)] = layer };

        var app = WebApplication.CreateSlimBuilder().Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/v2/", () => Results.Ok());
        app.MapGet("/v2/dotnet/aspnet/manifests/{reference}", (HttpContext http) =>
        {
            http.Response.Headers["Docker-Content-Digest"] = Digest(manifest);
            return Results.Bytes(manifest, ManifestType);
        });
        app.MapGet("/v2/dotnet/aspnet/blobs/{digest}", (string digest) => blobs.TryGetValue(digest, out var blob) ? Results.Bytes(blob) : Results.NotFound());
        await app.StartAsync();
        return new(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static string Digest(byte[] bytes) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}";

    private static byte[] EmptyTar()
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, leaveOpen: true)) tar.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "usr/"));
        return bytes.ToArray();
    }

    private static byte[] Zipped(byte[] bytes)
    {
        using var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true)) zip.Write(bytes);
        return zipped.ToArray();
    }
}
