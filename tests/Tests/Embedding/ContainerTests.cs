using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Embedding;

/// <summary>The image that <c>dotnet publish -t:PublishContainer</c> makes, on a base that holds nothing: what it says of itself and what lies in it.</summary>
public sealed partial class ContainerTests : IDisposable
{
    private const int App = 1654; // the user of that name in Microsoft's images

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task The_image_listens_on_8080_as_nobody_of_power_without_the_demo_and_may_write_its_data()
    {
        await using var @base = await BaseImage.StartAsync();
        await Dotnet.RunAsync(Built.Root, null, "publish", "src/ApprovalConsole.Web", "--no-build", "-c", Built.Configuration, "-t:PublishContainer", $"-p:PublishDir={_folder["publish"]}/",
            $"-p:ContainerBaseImage={@base.Name}", $"-p:ContainerArchiveOutputPath={_folder["image.tar"]}");
        var files = Unpack(_folder["image.tar"]);

        var manifest = JsonElement.Parse(files["manifest.json"])[0];
        Assert.Contains($"{ComposesImage()}:latest", manifest.GetProperty("RepoTags").EnumerateArray().Select(t => t.GetString()));
        var config = JsonElement.Parse(files[manifest.Text("Config")]).GetProperty("config");
        Assert.Equal($"{App}", config.Text("User"));
        Assert.Equal("8080/tcp", Assert.Single(config.GetProperty("ExposedPorts").EnumerateObject()).Name);
        Assert.Equal("MIT", config.GetProperty("Labels").Text("org.opencontainers.image.licenses"));
        var environment = config.GetProperty("Env").EnumerateArray().Select(e => e.GetString()).ToList();
        Assert.Contains("URLS=http://+:8080", environment);
        Assert.Contains("Demo__Enabled=false", environment);

        var layer = Layer(files[manifest.GetProperty("Layers").EnumerateArray().Last().GetString()!]);
        Assert.Equal((TarEntryType.Directory, App), layer["app/data"]);
        foreach (var file in new[] { "ApprovalConsole.Web.dll", "appsettings.json", "wwwroot/app.css", "wwwroot/_framework/blazor.web.js" }) Assert.Contains($"app/{file}", layer);
    }

    /// <summary>What both ways to an image have in common: appsettings.json names a loopback address, which counts more than <c>ASPNETCORE_URLS</c>.</summary>
    [Fact]
    public void Compose_sets_what_the_image_says_of_itself()
    {
        var compose = File.ReadAllText(Path.Combine(Built.Root, "compose.yaml"));
        Assert.Matches("(?m)^  URLS: http://\\+:8080$", compose);
        Assert.Matches("(?m)^  Demo__Enabled: \"false\"$", compose);
        Assert.DoesNotContain("ASPNETCORE_URLS", compose, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string ComposesImage() => Image().Match(File.ReadAllText(Path.Combine(Built.Root, "compose.yaml"))).Groups[1].Value;

    private static Dictionary<string, byte[]> Unpack(string archive)
    {
        using var file = File.OpenRead(archive);
        using var tar = new TarReader(file);
        var files = new Dictionary<string, byte[]>();
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is null) continue;
            using var bytes = new MemoryStream();
            entry.DataStream.CopyTo(bytes);
            files[entry.Name] = bytes.ToArray();
        }

        return files;
    }

    private static Dictionary<string, (TarEntryType, int)> Layer(byte[] zipped)
    {
        using var unzipped = new GZipStream(new MemoryStream(zipped), CompressionMode.Decompress);
        using var tar = new TarReader(unzipped);
        var entries = new Dictionary<string, (TarEntryType, int)>();
        while (tar.GetNextEntry() is { } entry) entries[entry.Name.Trim('/')] = (entry.EntryType, entry.Uid);
        return entries;
    }

    [GeneratedRegex("(?m)^  image: (approval\\S+)$")]
    private static partial Regex Image();
}
